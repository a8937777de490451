# A name bound by a walrus in a condition is an alias.
# expect: equal
# result: d
# check: d == {"k": [1, 2]}
# %%
d = {"k": [1]}
# %%
if (got := d.get("k")) is not None:
    ok = True
# %%
got.append(2)
# %%
n = len(d["k"])
