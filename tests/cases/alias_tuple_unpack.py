# Unpacking a tuple of lists makes aliases of its parts.
# expect: equal
# result: pair, a
# check: pair == ([1, 9], [2]) and a == [1, 9]
# %%
pair = ([1], [2])
# %%
a, b = pair
# %%
a.append(9)
# %%
n = len(pair[0])
