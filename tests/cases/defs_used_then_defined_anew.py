# A cell uses what a cell of definitions defines, and then defines it anew: in a function, that name is a local one.
# expect: equal
# result: a, b, n, log
# check: (a, b, n, log) == (2, 4, 5, [1, 1])
# %% {"tags": []}
factor = 2
def f(x):
    return x + 1
class Base:
    depth = 0
    def note(self):
        log.append(1)
# %% {"tags": ["step:data:first"]}
log = []
a = f(1)
def f(x):
    return x * 4
b = f(1)
base = Base()
base.note()
class Base(Base):
    depth = 5
n = Base.depth + base.depth
# %% {"tags": ["step:data:second"]}
Base().note()
