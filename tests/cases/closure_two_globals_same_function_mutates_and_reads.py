# A function reads a list that grows between its calls.
# expect: equal
# result: a, b
# check: a == 2 and b == 3
# %%
cols = ["x", "y"]
def width():
    return len(cols)
# %%
a = width()
# %%
cols.append("z")
# %%
b = width()
