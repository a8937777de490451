# partial keeps the list object (early), the function's body reads the global late.
# expect: equal
# result: r, n
# check: r == 33 and n == 2
# %%
from functools import partial
w = 1
def dot(xs, y):
    return sum(xs) * w + y
# %%
xs = [1]
f = partial(dot, xs, y=3)
# %%
xs.append(2)
w = 10
# %%
r = f()
n = len(f.args[0])
