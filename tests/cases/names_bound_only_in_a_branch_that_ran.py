# The name has no other definition, and the branch does run.
# expect: equal
# result: y
# check: y == 3
# %%
flag = sum([1, 2]) == 3
# %%
if flag:
    found = 2
# %%
if flag:
    y = found + 1
