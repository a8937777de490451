# A step takes an entry out of the registry that decorators have filled; a later step must not find it again.
# expect: equal or refused registry-changed-by-a-step
# result: left
# check: left == ["two"]
# %% {"tags": []}
ENTRIES = {}


def entry(function):
    ENTRIES[function.__name__] = function
    return function


@entry
def one(x):
    return x + 1


@entry
def two(x):
    return x + 2
# %% {"tags": ["step:data"]}
count = len(ENTRIES)
# %% {"tags": ["step:feature"]}
ENTRIES.pop("one")
# %% {"tags": ["step:train"]}
left = list(ENTRIES)
