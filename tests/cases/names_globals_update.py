# globals().update puts a config's keys into the namespace.
# expect: equal or refused dynamic-namespace
# result: r
# check: r == 30
# %%
cfg = {"width": 5, "height": 6}
# %%
globals().update(cfg)
# %%
r = width * height
