# The data step's second cell needs the feature step's value, which needs the first one's.
# expect: equal or refused step-cycle
# result: r
# check: r == 12
# %% {"tags": ["step:data"]}
a = 1
# %% {"tags": ["step:feature"]}
b = a + 1
# %% {"tags": ["step:data"]}
c = b + 10
# %% {"tags": ["step:train"]}
r = c
