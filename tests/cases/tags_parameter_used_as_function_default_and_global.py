# A function uses a parameter as a default (early) and as a global (late).
# expect: equal
# result: r
# check: r == (3, 30)
# %% {"tags": ["parameters"]}
k = 3
# %% {"tags": []}
def f(a=k):
    return (a, k)
# %% {"tags": ["step:data"]}
k = 30
# %% {"tags": ["step:train"]}
r = f()
