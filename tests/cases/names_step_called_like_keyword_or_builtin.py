# Step names that are Python keywords, builtins or module names.
# expect: equal or refused bad-tag
# result: r
# check: r == [0, 1, 2, 3]
# %% {"tags": ["step:data:class"]}
r = [0]
# %% {"tags": ["step:data:list"]}
r = list(r) + [1]
# %% {"tags": ["step:feature:import"]}
r = r + [len(r)]
# %% {"tags": ["step:train:pickle"]}
import pickle
r = pickle.loads(pickle.dumps(r + [3]))
