# A dict value list is aliased by a name in a loop's last round; another key is not touched.
# expect: equal
# result: groups
# check: groups == {"a": [1], "b": [2, 99]}
# %%
groups = {}
for k, v in [("a", 1), ("b", 2)]:
    cur = groups.setdefault(k, [])
    cur.append(v)
# %%
cur.append(99)
# %%
n = len(groups["b"])
