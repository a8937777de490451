# A list is rebound in a try block that fails halfway; the change before the failure stays.
# expect: equal
# result: xs, ys
# check: xs == [1, 2] and ys == [1, 2]
# %%
xs = [1]
ys = xs
# %%
try:
    xs.append(2)
    xs = [0] + [1 / 0]
    ys = []
except ZeroDivisionError:
    pass
# %%
n = len(ys)
