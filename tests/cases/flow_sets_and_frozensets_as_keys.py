# Sets travel; a frozenset is a dict key; the reported order is sorted.
# expect: equal
# result: r
# check: r == ([1, 2, 3], "pair", 1)
# %%
s = {3, 1}
key = frozenset(s)
# %%
d = {key: "pair"}
s.add(2)
# %%
r = (sorted(s), d[frozenset([1, 3])], len(d))
