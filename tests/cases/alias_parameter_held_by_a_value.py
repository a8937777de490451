# A parameter's dict is held by another step's value and changed in a third one.
# expect: equal
# result: n, desc
# check: n == 2 and desc == (1, {"a": 1, "z": 2})
# %% {"tags": ["parameters"]}
opts = {"a": 1}
# %% {"tags": ["step:data"]}
desc = (1, opts)
# %% {"tags": ["step:train"]}
opts["z"] = 2
# %% {"tags": ["step:serve"]}
n = len(desc[1])
