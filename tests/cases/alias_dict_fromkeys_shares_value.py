# dict.fromkeys gives every key the same list.
# expect: equal
# result: d
# check: d == {"a": [1], "b": [1]}
# %%
d = dict.fromkeys("ab", [])
# %%
d["a"].append(1)
# %%
n = len(d["b"])
