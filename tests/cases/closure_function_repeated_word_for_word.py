# A helper that a later cell defines again by the same code is one function: what holds it can be saved and loaded.
# expect: equal
# result: a, b, c, d
# check: a == 3 and b == 4 and c == 4 and d == 2
# %% {"tags": []}
import functools
import pickle
# %% {"tags": []}
def add(x, by=1):
    # the step
    return x + by

def count(x, seen=[]):
    seen.append(x)
    return len(seen)
# %% {"tags": ["step:data"]}
a = add(2)
count(a)
c = functools.partial(add, by=2)
with open("c.pkl", "wb") as file:
    pickle.dump(c, file)
# %% {"tags": ["step:feature"]}
b = add(a)
d = count(b)
def add(x, by=1):
    # the step
    return x + by

def count(x, seen=[]):
    seen.append(x)
    return len(seen)
count(b)
# %% {"tags": ["step:serve"]}
c = add(3)
