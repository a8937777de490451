# The __future__ flag of one cell stays on for the cells after it: annotations are not evaluated.
# expect: equal
# result: r
# check: r == ("Nowhere", 2)
# %%
from __future__ import annotations
# %%
def f(x: Nowhere) -> Neither:
    return x + 1
# %%
r = (f.__annotations__["x"], f(1))
