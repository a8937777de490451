# The same counter, but it is made and used up inside one cell.
# expect: equal
# result: a, b
# check: a == 2 and b == 1
# %%
def make():
    n = 0
    def tick():
        nonlocal n
        n += 1
        return n
    return tick
# %%
t = make()
t()
a = t()
# %%
u = make()
b = u()
