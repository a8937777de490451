# Functions that call each other and themselves look up parameters and values of other steps.
# expect: equal
# result: direct, nested, total, late, drawn
# check: direct == [3, 5] and nested == {1: [3], 2: [5]} and total == 11 and late == 9 and drawn == [6, 12]
# %% {"tags": ["parameters"]}
rate = 2
# %% {"tags": []}
def scaled(v, *more, shift=1):
    return v * rate + shift + len(more)
def climb(n):
    return base if n < 1 else scaled(n, shift=0) + climb(n - 1)
# %% {"tags": ["step:data"]}
direct = [scaled(v) for v in (1, 2)]
base = len(direct)
# %% {"tags": ["step:feature"]}
nested = {k: [scaled(n) for n in range(k, k + 1)] for k in (1, 2)}
total = climb(2) + scaled(1)
# %% {"tags": ["step:train"]}
def rows(n):
    for i in range(n):
        yield i * factor
factor = climb(1) + 2
late = scaled(4)
drawn = list(rows(3))[1:]
