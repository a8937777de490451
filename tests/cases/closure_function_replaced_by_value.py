# A name is first a function, then that function's result.
# expect: equal
# result: load, n
# check: load == [1, 2] and n == 2
# %%
def load():
    return [1, 2]
# %%
load = load()
# %%
n = len(load)
