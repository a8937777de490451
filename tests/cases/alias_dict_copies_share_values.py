# dict(zip()) and dict comprehensions hold the same objects; a shallow dict copy too.
# expect: equal
# result: a, d2
# check: a == [1, 9, 8] and d2 == {"a": [1, 9, 8]}
# %%
a, b = [1], [2]
# %%
d = dict(zip("ab", (a, b)))
d2 = {k: v for k, v in d.items() if k == "a"}
d3 = d.copy()
# %%
d2["a"].append(9)
# %%
d3.pop("a").append(8)
d3.clear()
# %%
n = len(d)
