# A report cell sorts the list it shows; a later step takes its first element.
# expect: equal or refused report-cell-needed
# result: first
# check: first == 1
# %% {"tags": ["step:data"]}
xs = [3, 1, 2]
# %% {"tags": ["step:report"]}
xs.sort()
print(xs)
# %% {"tags": ["step:train"]}
first = xs[0]
