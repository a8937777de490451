# Attributes are set on a function and on a class in cells without tags: they go wherever the definitions go.
# expect: equal
# result: a, b, c, d
# check: a == 3 and b == (5, "plus") and c == 8 and d == 4
# %% {"tags": []}
def f(x):
    f.calls += 1
    return x + f.calls
f.calls = 0
setattr(f, "kind", "plus")
# %% {"tags": []}
class Box:
    def __init__(self, width):
        self.width = width
def area(self):
    return self.width * self.scale
Box.area = area
Box.scale = 2
# %% {"tags": ["step:data:one"]}
a = f(2)
b = (f(3), f.kind)
# %% {"tags": ["step:train:two"]}
c = Box(4).area()
d = Box(2).area()
