# Builtins are used and then shadowed, in one and the same cell.
# expect: equal
# result: r
# check: r == (6, [1, 2, 3], 3, "ID", 12)
# %%
xs = list((1, 2, 3))
list = xs
# %%
total = sum(list)
sum = total * 2
max = max(list)
id = "ID"
# %%
r = (total, list, max, id, sum)
