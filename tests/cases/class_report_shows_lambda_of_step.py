# A report cell uses a function that cannot leave its step: the values of the steps come all the same.
# expect: equal
# result: total
# %% {"tags": ["step:data"]}
from functools import partial
double = partial(lambda factor, x: factor * x, 2)
# %% {"tags": ["step:report"]}
print(double(3))
# %% {"tags": ["step:train"]}
total = double(4)
