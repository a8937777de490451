# continue, break and nested loops that change several accumulators.
# expect: equal
# result: r
# check: r == ([0, 2], 3, {"odd": 1})
# %%
kept, i, counts = [], None, {}
# %%
for i in range(10):
    if i == 3:
        break
    if i % 2:
        counts["odd"] = counts.get("odd", 0) + 1
        continue
    kept.append(i)
# %%
r = (kept, i, counts)
