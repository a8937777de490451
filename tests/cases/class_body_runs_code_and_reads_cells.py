# A class body has loops, reads a list of an earlier cell and keeps the list itself.
# expect: equal
# result: r
# check: r == ({"a": 1, "b": 2}, ["a", "b", "c"], ["a", "b", "c"])
# %%
cols = ["a", "b"]
# %%
class Schema:
    columns = cols
    index = {}
    for i, c in enumerate(columns, 1):
        index[c] = i
    del i, c
# %%
cols.append("c")
# %%
r = (Schema.index, Schema.columns, cols)
