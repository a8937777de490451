# Two objects hold the same dict as an attribute.
# expect: equal
# result: x, y
# check: x == 2 and y == 2
# %%
class Model:
    def __init__(self, cfg):
        self.cfg = cfg
shared = {"lr": 1}
# %%
a = Model(shared)
# %%
b = Model(shared)
# %%
a.cfg["lr"] = 2
# %%
x = b.cfg["lr"]
y = shared["lr"]
