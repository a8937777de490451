# A class attribute is bound again; instances without their own see the new value.
# expect: equal or refused class-state
# result: r
# check: r == (0.5, 0.9)
# %%
class Cfg:
    rate = 0.1
# %%
a, b = Cfg(), Cfg()
b.rate = 0.9
# %%
Cfg.rate = 0.5
# %%
r = (a.rate, b.rate)
