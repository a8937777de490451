# A class whose += returns a new object breaks the alias, one that returns self keeps it.
# expect: equal
# result: va, vb, vc, vd
# check: (va, vb, vc, vd) == (2, 1, 2, 2)
# %%
class Frozen:
    def __init__(self, v):
        self.v = v
    def __add__(self, o):
        return Frozen(self.v + o)
class Live(Frozen):
    def __iadd__(self, o):
        self.v += o
        return self
# %%
a = Frozen(1)
b = a
c = Live(1)
d = c
# %%
a += 1
c += 1
# %%
va, vb, vc, vd = a.v, b.v, c.v, d.v
