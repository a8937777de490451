# A function that a `with` defines cannot be handed on: its users stay with it.
# expect: equal
# result: y
# check: y == 3
# %%
import contextlib
with contextlib.nullcontext():
    def up(v):
        return v + 1
x = up(1)
# %%
y = up(x)
