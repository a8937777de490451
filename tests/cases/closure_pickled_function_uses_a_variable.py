# The notebook pickles a value that holds a function over a variable: such a function stands in no module of a package.
# expect: equal or refused pickled-function-uses-variables
# result: a
# check: a == 6
# %% {"tags": []}
import functools
import joblib
# %% {"tags": ["step:data"]}
k = sum([1, 2])
# %% {"tags": []}
def times(x):
    return x * k

def save(value, path):
    joblib.dump(value, path)
# %% {"tags": ["step:train"]}
model = {"f": functools.partial(times)}
save(model, "model.joblib")
# %% {"tags": ["step:serve"]}
a = model["f"](2)
