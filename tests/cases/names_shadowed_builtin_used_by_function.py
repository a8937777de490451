# A function uses a builtin's name that a later cell shadows.
# expect: equal
# result: a, b
# check: a == 3 and b == "shadow"
# %%
def size(x):
    return len(x)
# %%
a = size("abc")
# %%
def len(x):
    return "shadow"
# %%
b = size("abc")
