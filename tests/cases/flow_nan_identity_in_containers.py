# `in` finds the very NaN object that was put into the list, not an equal one.
# expect: equal or refused object-identity
# result: r
# check: r == (True, False, 1)
# %%
nan = float("nan")
# %%
xs = [nan, 1]
other = float("nan")
# %%
r = (nan in xs, other in xs, xs.count(nan))
