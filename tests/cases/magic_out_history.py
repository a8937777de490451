# Out[n] and _n are the displayed values by execution count.
# expect: equal or refused ipython-history
# result: r
# check: r == (10, 12)
# %%
5 * 2
# %%
6 * 2
# %%
r = (Out[1], _2)
