# The functions are reached through a dict; the global they use is bound again first.
# expect: equal
# result: r
# check: r == {"up": 15, "down": 5}
# %%
step = 1
def up(x):
    return x + step
def down(x):
    return x - step
# %%
table = {"up": up, "down": down}
# %%
step = 5
# %%
r = {k: f(10) for k, f in table.items()}
