# A list has the order of the set that it was made of, which is another in each process: steps hand it on.
# expect: equal
# result: agrees
# check: agrees
# %% {"tags": ["step:data"]}
NAMES = {"red", "green", "blue", "white", "black", "orange", "violet"}
ORDER = list(NAMES)
# %% {"tags": ["step:feature"]}
def encode(name):
    return ORDER.index(name)
codes = [encode(name) for name in sorted(NAMES)]
# %% {"tags": ["step:train"]}
def decode(code):
    return ORDER[code]
agrees = [decode(code) for code in codes] == sorted(NAMES)
