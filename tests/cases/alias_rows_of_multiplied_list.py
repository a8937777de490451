# [[0] * 2] * 3 holds one row three times.
# expect: equal
# result: grid, good
# check: grid == [[1, 0], [1, 0], [1, 0]] and good == [[1, 0], [0, 0]]
# %%
grid = [[0] * 2] * 3
good = [[0] * 2 for _ in range(2)]
# %%
grid[0][0] = 1
good[0][0] = 1
# %%
total = sum(map(sum, grid))
