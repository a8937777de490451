# Each of many cells binds the same name from its old value.
# expect: equal
# result: v
# check: v == "((((0+1)*2)-3)**2)=1"
# %%
v = "0"
# %%
v = f"({v}+1)"
# %%
v = f"({v}*2)"
# %%
v = f"({v}-3)"
# %%
v = f"({v}**2)"
# %%
v = v + "=1"
