# A dotted name in a pattern is read, not bound.
# expect: equal
# result: r
# check: r == "red"
# %%
from types import SimpleNamespace
color = SimpleNamespace(RED=1)
# %%
color.RED = 7
# %%
match 7:
    case color.RED:
        r = "red"
    case _:
        r = "other"
