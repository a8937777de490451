# A variable has the name of what the current folder is called inside.
# expect: equal
# result: x, n
# check: x == "base!" and n == 5
# %%
import os
cwd = "base"
os.makedirs("sub")
# %%
os.chdir("sub")
x = cwd + "!"
os.chdir("..")
# %%
cwd = x
# %%
n = len(cwd)
