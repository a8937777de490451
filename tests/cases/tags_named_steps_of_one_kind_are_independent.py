# Two train steps change the same config object one after the other.
# expect: equal
# result: r
# check: r == (1, 3)
# %% {"tags": ["step:data"]}
cfg = {"depth": 1}
# %% {"tags": ["step:train:baseline"]}
small = cfg["depth"]
cfg["depth"] += 2
# %% {"tags": ["step:train:boosted"]}
big = cfg["depth"]
# %% {"tags": ["step:serve"]}
r = (small, big)
