# Instances with __slots__, a property and a cached_property cross a step.
# expect: equal
# result: r
# check: r == (3, 9, True, 1)
# %%
from functools import cached_property
class P:
    __slots__ = ("x",)
    def __init__(self, x):
        self.x = x
    @property
    def sq(self):
        return self.x ** 2
class Lazy:
    made = 0
    @cached_property
    def v(self):
        self.made += 1
        return [1]
# %%
p = P(3)
lz = Lazy()
# %%
lz.v.append(2)
# %%
r = (p.x, p.sq, lz.v == [1, 2], lz.made)
