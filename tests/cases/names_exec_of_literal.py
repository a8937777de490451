# exec of a literal string reads and binds plain names.
# expect: equal or refused dynamic-namespace
# result: y, z
# check: y == 3 and z == 4
# %%
x = 2
# %%
exec("y = x + 1")
# %%
z = y + 1
