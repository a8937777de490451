# The usual way to switch a cell off: its code does not run.
# expect: equal
# result: r
# check: r == 1
# %%
x = 1
# %%
%%script false --no-raise-error
x = 100
# %%
r = x
