# max(), next(iter()) and a filtered list return the elements themselves.
# expect: equal
# result: items
# check: items == [{"v": 1, "first": 1, "odd": 1}, {"v": 3, "top": 1, "odd": 1}]
# %%
items = [{"v": 1}, {"v": 3}]
# %%
top = max(items, key=lambda r: r["v"])
first = next(iter(items))
odd = [r for r in items if r["v"] % 2]
# %%
top["top"] = 1
# %%
first["first"] = 1
# %%
for r in odd:
    r["odd"] = 1
# %%
n = sum(map(len, items))
