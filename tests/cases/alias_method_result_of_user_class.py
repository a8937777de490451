# A getter returns the inner list, another returns a copy.
# expect: equal
# result: inner, other
# check: inner == [1, 2] and other == [1, 3]
# %%
class Bag:
    def __init__(self):
        self._xs = [1]
    def live(self):
        return self._xs
    def safe(self):
        return list(self._xs)
# %%
b1, b2 = Bag(), Bag()
x, y = b1.live(), b2.safe()
# %%
x.append(2)
y.append(3)
# %%
inner = b1.live()
other = y if b2.live() == [1] else None
