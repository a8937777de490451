# After the loop its variable is still the last element of the list.
# expect: equal
# result: rows
# check: rows == [{"v": 1}, {"v": 2, "last": True}]
# %%
rows = [{"v": 1}, {"v": 2}]
# %%
for row in rows:
    pass
# %%
row["last"] = True
# %%
n = sum(len(r) for r in rows)
