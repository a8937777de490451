# if/else bind the name in either branch.
# expect: equal
# result: dev, size
# check: dev == "cpu" and size == 3
# %%
gpu = len("x") > 3
# %%
if gpu:
    dev = "cuda"
    extra = 1
else:
    dev = "cpu"
# %%
size = len(dev)
