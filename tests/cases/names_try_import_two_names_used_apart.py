# One `try` binds two names, and steps of different kinds use one each.
# expect: equal
# result: v, w
# check: v == 2 and w
# %% {"tags": []}
try:
    import nonexistent_package as nx
    HAS_NX = True
except ImportError:
    nx = None
    HAS_NX = False
# %% {"tags": ["step:data"]}
v = 1 if HAS_NX else 2
# %% {"tags": ["step:train"]}
w = nx is None
