# A branch in the parameters cell decides what a parameter is.
# expect: equal or refused computed-parameter
# result: r
# check: r == [True, 10]
# %% {"tags": ["parameters"]}
debug = True
if debug:
    n = 10
# %% {"tags": ["step:data"]}
r = [debug, n]
