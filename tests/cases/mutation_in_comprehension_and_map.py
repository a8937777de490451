# Side effects inside comprehensions, map and a filter condition.
# expect: equal
# result: unique, n, xs
# check: unique == [3, 1, 2] and n == 3 and xs == [0, 1, 2, 7]
# %%
seen = set()
xs = []
# %%
unique = [x for x in [3, 1, 3, 2, 1] if not (x in seen or seen.add(x))]
# %%
[xs.append(i) for i in range(3)]
_ = list(map(xs.append, [7]))
# %%
n = len(seen)
