# The only seed is in a skipped cell.
# expect: equal or refused skipped-cell-needed
# result: x
# check: x == __import__("random").Random(3).random()
# %% {"tags": ["step:data"]}
import random
# %% {"tags": ["step:skip"]}
random.seed(3)
# %% {"tags": ["step:train"]}
x = random.random()
