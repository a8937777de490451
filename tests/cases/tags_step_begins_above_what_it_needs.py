# A step's first cell stands above the step that its second cell needs.
# expect: equal
# result: a, b, c
# check: (a, b, c) == (1, 2, 3)
# %% {"tags": ["step:train"]}
a = 1
# %% {"tags": ["step:data"]}
b = 2
# %% {"tags": ["step:train"]}
c = a + b
