# `date` is a function of the notebook here: what it gives is another value each time.
# expect: equal or refused untagged-cell-needed
# result: first, second
# check: (first, second) == (1, 1)
# %% {"tags": []}
import datetime as dt
calls = []
def date(*parts):
    calls.append(parts)
    return len(calls)
# %% {"tags": []}
DAY = dt.date(2024, 1, 1)
COUNT = date(2024, 1, 1)
# %% {"tags": ["step:data"]}
first = COUNT
# %% {"tags": ["step:train"]}
second = COUNT
