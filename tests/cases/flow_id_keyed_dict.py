# A dict keyed by id() of objects is looked up in a later cell.
# expect: equal or refused object-identity
# result: r
# check: r == "meta of a"
# %%
a, b = [1], [1]
# %%
meta = {id(a): "meta of a", id(b): "meta of b"}
# %%
r = meta[id(a)]
