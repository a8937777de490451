# Nested and starred targets.
# expect: equal
# result: r
# check: r == (1, [2, 3], 4, "x", ["y"], [5], 6)
# %%
a, *b, c = 1, 2, 3, 4
# %%
(d, *e), [*f, g] = "xy", [5, 6]
# %%
r = (a, b, c, d, e, f, g)
