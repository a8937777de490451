# The caller stays, its helper is redefined: the caller uses the new one.
# expect: equal
# result: a, b
# check: a == "v1" and b == "v2"
# %%
def helper():
    return "v1"
def outer():
    return helper()
# %%
a = outer()
# %%
def helper():
    return "v2"
# %%
b = outer()
