# The usual "are we in a notebook" test; both ways must work.
# expect: equal
# result: r
# check: r == 3
# %%
try:
    shell = get_ipython().__class__.__name__
except NameError:
    shell = None
fancy = shell is not None and False
# %%
r = 4 if fancy else 3
# %%
del shell
