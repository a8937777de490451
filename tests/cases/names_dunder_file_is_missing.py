# A notebook has no __file__, a module has one.
# expect: equal
# result: base
# check: base == "cwd"
# %%
import os
# %%
try:
    base = os.path.dirname(__file__)
except NameError:
    base = "cwd"
# %%
n = len(base)
