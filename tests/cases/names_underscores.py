# Names with leading and trailing underscores are names like any other.
# expect: equal
# result: r
# check: r == (1, 2, 3, 4)
# %%
_private = 1
__double = 2
# %%
trailing_ = 3
__dunder_like__ = 4
# %%
r = (_private, __double, trailing_, __dunder_like__)
