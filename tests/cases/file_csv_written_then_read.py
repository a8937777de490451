# A CSV written in one cell is read in another; nothing but the file connects them.
# expect: equal
# result: total
# check: total == 10
# %%
import csv
rows = [["v"], [4], [6]]
# %%
with open("nums.csv", "w", newline="") as f:
    csv.writer(f).writerows(rows)
# %%
with open("nums.csv") as f:
    total = sum(int(r["v"]) for r in csv.DictReader(f))
