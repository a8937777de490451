# A parameter is drawn from a generator that the parameters cell seeds first.
# expect: refused computed-parameter
# result: r
# check: r == 9
# %% {"tags": ["parameters"]}
import random
random.seed(5)
n = random.randint(0, 9)
# %% {"tags": ["step:data"]}
r = n
