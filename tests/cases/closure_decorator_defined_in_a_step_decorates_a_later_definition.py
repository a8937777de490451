# A decorator of a step's cell counts calls; a cell of definitions between the step's cells uses it.
# expect: equal
# result: xs, n
# check: xs == [10, 20] and n == 2
# %% {"tags": ["step:data"]}
from collections import Counter
CALLS = Counter()
def counted(fn):
    def inner(*args):
        CALLS[fn.__name__] += 1
        return fn(*args)
    return inner
# %% {"tags": []}
@counted
def tenfold(x):
    return 10 * x
# %% {"tags": ["step:data"]}
xs = [tenfold(x) for x in (1, 2)]
n = CALLS["tenfold"]
