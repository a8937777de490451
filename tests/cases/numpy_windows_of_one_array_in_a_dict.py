# Two windows in one dict overlap; the array that they show has no name any more when one of them is changed.
# expect: equal
# result: row, column
# check: row.tolist() == [1.0, 1.0] and column.tolist() == [1.0, 3.0]
# %%
import numpy as np
grid = np.arange(4.0).reshape(2, 2)
views = {"row": grid[0], "column": grid[:, 0]}
grid = grid * 2
# %%
views["column"] += 1
# %%
row, column = views["row"], views["column"]
