# range, slice, Ellipsis and NotImplemented cross steps as themselves.
# expect: equal
# result: r
# check: r == ([1, 3], [2, 3], True, 6, True)
# %%
rg = range(1, 5, 2)
sl = slice(1, None)
dots = ...
ni = NotImplemented
# %%
xs = [1, 2, 3]
# %%
r = (list(rg), xs[sl], dots is Ellipsis, sum(xs), ni is NotImplemented)
