# A keys view taken before the dict grows shows the new key.
# expect: equal or refused unpicklable-value
# result: n, has
# check: n == 2 and has is True
# %%
d = {"a": 1}
# %%
ks = d.keys()
# %%
d["b"] = 2
# %%
n = len(ks)
has = "b" in ks
