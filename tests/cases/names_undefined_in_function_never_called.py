# The function reads an undefined name, but nobody calls it.
# expect: equal
# result: y
# check: y == 3
# %%
def debug():
    return no_such_name + 1
def f(x):
    return x + 1
# %%
y = f(2)
