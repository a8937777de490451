# `_` is the value that the previous cell displayed.
# expect: equal or refused ipython-history
# result: x
# check: x == 14
# %%
3 + 4
# %%
x = _ * 2
# %%
y = x
