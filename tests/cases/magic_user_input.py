# The notebook asks its user.
# expect: refused user-input
# result: n
# raises: EOFError or StdinNotImplementedError
# %%
name = "x"
# %%
n = int(input("how many? "))
# %%
m = n + 1
