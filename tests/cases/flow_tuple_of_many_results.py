# A function returns many values that are spread over names used in different cells.
# expect: equal
# result: r
# check: r == [1, (2, 3), [4], 5]
# %%
def build():
    return 1, (2, 3), {"k": [4]}, 5
# %%
a, (b, c), d, e = build()
# %%
d = d["k"]
# %%
r = [a, (b, c), d, e]
