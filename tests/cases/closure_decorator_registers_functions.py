# A decorator of the notebook fills a registry; functions are registered in different cells.
# expect: equal
# result: out, names
# check: out == [4, 3] and names == ["double", "inc"]
# %%
registry = {}
def register(f):
    registry[f.__name__] = f
    return f
# %%
@register
def double(x):
    return x * 2
# %%
@register
def inc(x):
    return x + 1
# %%
names = sorted(registry)
out = [registry[k](2) for k in names]
