# Parameters that are called like options of a command line, attributes of a dataclass or builtins.
# expect: equal
# result: r
# check: r == (1, "o", True, "v", [1], {"k": 2}, 3, -0.5)
# %% {"tags": ["parameters"]}
self = 1
out = "o"
help = True
version = "v"
list = [1]
field = {"k": 2}
_hidden = 3
name = -0.5
# %% {"tags": ["step:data"]}
a = (self, out, help, version)
# %% {"tags": ["step:train"]}
r = (*a, list, field, _hidden, name)
