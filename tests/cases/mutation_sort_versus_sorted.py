# sorted() leaves the list alone, .sort() and .reverse() do not; the earlier reader saw the old order.
# expect: equal
# result: first, xs, copy, top
# check: first == 3 and xs == [3, 2, 1] and copy == [1, 2, 3] and top == 3
# %%
xs = [3, 1, 2]
ys = xs
# %%
copy = sorted(xs)
first = ys[0]
# %%
ys.sort()
# %%
ys.reverse()
# %%
top = xs[0]
