# Parameters of several types, one computed from another, one without a simple literal.
# expect: equal
# result: r
# check: r == (0.5, 20, ["a"], None, -1, "x/y")
# %% {"tags": ["parameters"]}
rate = 0.5
n = 10
double = n * 2
cols = ["a"]
seed = None
low = -1
path: str = "x" + "/y"
# %%
r = (rate, double, cols, seed, low, path)
