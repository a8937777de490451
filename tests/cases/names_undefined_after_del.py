# The name was deleted and is used again.
# expect: refused undefined-name
# result: y
# raises: NameError
# %%
x = 1
# %%
del x
# %%
y = x
