# A module chosen at run time is stored under a name and in a dict.
# expect: equal
# result: r
# check: r == ("[1]", 2.0)
# %%
import json
import math
mods = {"j": json}
lib = math if len("ab") == 2 else json
# %%
a = mods["j"].dumps([1])
# %%
r = (a, lib.sqrt(4))
