# np, pd, pickle, os, sys, Path and typing words as plain variables.
# expect: equal
# result: r
# check: r == 55
# %%
np, pd, pickle, os, sys = 1, 2, 3, 4, 5
# %%
Path, Any, dataclass, annotations, cloudpickle = 6, 7, 8, 9, 10
# %%
r = np + pd + pickle + os + sys + Path + Any + dataclass + annotations + cloudpickle
