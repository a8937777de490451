# %%writefile makes a module that another cell imports.
# expect: equal
# result: r
# check: r == 15
# %%
%%writefile nbcase_mod.py
K = 5
def times(x):
    return x * K
# %%
import nbcase_mod
# %%
r = nbcase_mod.times(3)
