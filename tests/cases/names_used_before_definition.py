# The definition comes in a later cell than the use.
# expect: refused use-before-definition
# result: y
# raises: NameError
# %%
y = x + 1
# %%
x = 1
# %%
z = y + x
