# An iterable class makes a new iterator each time, an iterator class does not.
# expect: equal
# result: r
# check: r == ([0, 1], [0, 1], 0, [1])
# %%
class Again:
    def __iter__(self):
        return iter([0, 1])
class Once:
    def __init__(self):
        self.i = -1
    def __iter__(self):
        return self
    def __next__(self):
        self.i += 1
        if self.i > 1:
            raise StopIteration
        return self.i
# %%
a, o = Again(), Once()
# %%
x = list(a)
first = next(o)
# %%
r = (x, list(a), first, list(o))
