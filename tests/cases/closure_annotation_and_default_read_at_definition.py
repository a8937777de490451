# Annotations and defaults read names that are deleted later.
# expect: equal
# result: r, ann
# check: r == 3 and ann == ("int", "Alias")
# %%
Alias = int
base = 3
# %%
def f(x: Alias = base) -> "Alias":
    return x
# %%
del Alias, base
# %%
r = f()
ann = (f.__annotations__["x"].__name__, f.__annotations__["return"])
