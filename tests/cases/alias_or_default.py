# `cfg = user or default` is an alias of one of the two; an empty user dict is falsy.
# expect: equal
# result: user, default
# check: user == {} and default == {"a": 1, "b": 2}
# %%
user = {}
default = {"a": 1}
# %%
cfg = user or default
# %%
cfg["b"] = 2
# %%
n = len(default)
