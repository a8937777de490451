# A step counts the entries of a registry before the last function has entered itself.
# expect: equal or refused registry-read-before-it-is-full
# result: early, late
# check: (early, late) == (1, 2)
# %% {"tags": []}
ENTRIES = []


def entry(function):
    ENTRIES.append(function)
    return function


@entry
def one(x):
    return x + 1
# %% {"tags": ["step:data"]}
early = len(ENTRIES)
# %% {"tags": []}
@entry
def two(x):
    return x + 2
# %% {"tags": ["step:train"]}
late = len(ENTRIES)
