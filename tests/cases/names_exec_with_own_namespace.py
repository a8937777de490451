# exec with its own namespace dict touches nothing else.
# expect: equal or refused dynamic-namespace
# result: r, x
# check: r == 30 and x == 1
# %%
x = 1
ns = {"x": 10}
# %%
exec("y = x * 3", ns)
# %%
r = ns["y"]
