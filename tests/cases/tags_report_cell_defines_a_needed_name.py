# A report cell binds a name that a later step reads.
# expect: equal or refused report-cell-needed
# result: r
# check: r == 4
# %% {"tags": ["step:data"]}
xs = [1, 3]
# %% {"tags": ["step:report"]}
top = max(xs)
print(top)
# %% {"tags": ["step:train"]}
r = top + 1
