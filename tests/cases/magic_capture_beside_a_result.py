# What `%%capture` has captured is asked for by nobody: no step has it.
# expect: equal
# result: y, z
# check: y == 4 and z == 8
# %%
x = 3
# %%
%%capture said
print("hidden", x)
y = x + 1
# %%
z = y * 2
