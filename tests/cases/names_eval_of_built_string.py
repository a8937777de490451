# eval of a string made at run time reads a name that nothing else mentions.
# expect: equal or refused dynamic-namespace
# result: r
# check: r == 42
# %%
col_x = 42
# %%
which = "x"
# %%
r = eval("col_" + which)
