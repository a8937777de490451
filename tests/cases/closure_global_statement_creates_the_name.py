# The name exists only because a function with `global` was called.
# expect: equal
# result: cfg, n
# check: cfg == {"a": 1} and n == 1
# %%
def setup():
    global cfg
    cfg = {"a": 1}
# %%
setup()
# %%
n = len(cfg)
