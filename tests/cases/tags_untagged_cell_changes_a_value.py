# An untagged cell only calls a method; the method changes what a step reads later.
# expect: equal or refused untagged-cell-needed
# result: n
# check: n == 3
# %% {"tags": ["step:data"]}
xs = [1, 2]
# %% {"tags": []}
xs.append(3)
# %% {"tags": ["step:train"]}
n = len(xs)
