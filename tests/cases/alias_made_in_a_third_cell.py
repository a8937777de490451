# The container, the list and the link are made in three different cells.
# expect: equal
# result: box, xs
# check: box == {"xs": [1, 2], "n": 2} and xs == [1, 2]
# %%
box = {}
# %%
xs = [1]
# %%
box["xs"] = xs
# %%
xs.append(2)
# %%
box["n"] = len(box["xs"])
