# The sharing of the rows must survive two boundaries before the change.
# expect: equal
# result: total
# check: total == 3
# %%
row = [0, 0]
# %%
grid = [row, row, row]
# %%
name = "between"
# %%
grid[1][1] = 1
# %%
total = sum(map(sum, grid))
