# A generator function is shared, each cell makes and uses up its own generator.
# expect: equal
# result: r
# check: r == [[0, 1], [0, 1, 2], 1]
# %%
def upto(n):
    i = 0
    while i < n:
        yield i
        i += 1
# %%
r = [list(upto(2))]
# %%
r.append([*upto(3)])
# %%
r.append(max(upto(2)))
