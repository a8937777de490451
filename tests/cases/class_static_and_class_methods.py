# classmethod state, staticmethods, an alternative constructor and a class used as a function value.
# expect: equal
# result: r
# check: r == ([1, 2], 5, ["1", "2"])
# %%
class P:
    def __init__(self, xs):
        self.xs = xs
    @classmethod
    def parse(cls, s):
        return cls([int(c) for c in s.split()])
    @staticmethod
    def add(a, b):
        return a + b
# %%
build, add, conv = P.parse, P.add, str
# %%
p = build("1 2")
# %%
r = (p.xs, add(2, 3), [conv(x) for x in p.xs])
