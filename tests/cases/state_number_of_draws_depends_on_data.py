# How many draws a cell makes is known only when it runs.
# expect: equal
# result: n, x
# check: n >= 1
# %%
import random
random.seed(8)
# %%
n = 0
while True:
    n += 1
    if random.random() > 0.6:
        break
# %%
x = random.random()
