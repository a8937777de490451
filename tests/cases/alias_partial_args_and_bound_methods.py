# A partial and a bound method of an instance hold objects that later cells change by name.
# expect: equal
# result: r
# check: r == (6, 4)
# %%
from functools import partial
class Acc:
    def __init__(self):
        self.xs = [1]
    def total(self):
        return sum(self.xs)
acc = Acc()
base = [1, 2]
# %%
total = acc.total
summed = partial(sum, base)
# %%
acc.xs.append(3)
base.append(3)
# %%
r = (summed(), total())
