# A generator keeps two cells together; the first of them has the tag of a cell that yet another step needs.
# expect: equal
# result: b, c, e
# check: (b, c, e) == ([1, 2], 3, 1)
# %% {"tags": ["step:data"]}
a = [1]
# %% {"tags": ["step:train"]}
b = a + [2]
# %% {"tags": ["step:data"]}
g = (x for x in a)
# %% {"tags": ["step:serve"]}
c = next(g) + len(b)
# %% {"tags": ["step:data"]}
e = len(a)
