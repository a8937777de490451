# Star targets and zip give back the same inner lists.
# expect: equal
# result: rows
# check: rows == [[1], [2, "t"], [3, "t", "z"]]
# %%
rows = [[1], [2], [3]]
# %%
head, *tail = rows
# %%
for r in tail:
    r.append("t")
# %%
pairs = list(zip(rows, "xyz"))
# %%
for r, c in pairs:
    if c == "z":
        r.append(c)
# %%
n = sum(map(len, rows))
