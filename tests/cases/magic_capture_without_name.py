# %%capture only hides output, the cell's names are the notebook's.
# expect: equal
# result: x
# check: x == 4
# %%
%%capture
print("hidden")
x = 3
# %%
x += 1
