# A method and a class attribute are put on the class after instances exist.
# expect: equal or refused class-state
# result: r
# check: r == (6, "unit", "unit")
# %%
class Vec:
    def __init__(self, *xs):
        self.xs = xs
# %%
v = Vec(1, 2, 3)
# %%
def total(self):
    return sum(self.xs)
Vec.total = total
Vec.kind = "unit"
# %%
r = (v.total(), v.kind, Vec().kind)
