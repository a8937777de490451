# setdefault returns the very list that the dict holds.
# expect: equal
# result: groups
# check: groups == {"a": [1, 2], "b": [3]}
# %%
groups = {}
# %%
got = groups.setdefault("a", [])
# %%
got.append(1)
# %%
groups.setdefault("a", []).append(2)
groups.setdefault("b", []).append(3)
# %%
n = len(groups)
