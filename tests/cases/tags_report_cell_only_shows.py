# Report cells read values of steps.
# expect: equal
# result: r
# check: r == 3
# %% {"tags": ["step:data"]}
xs = [1, 2]
# %% {"tags": ["step:report"]}
print(max(xs))
xs
# %% {"tags": ["step:train"]}
r = sum(xs)
