# A counter hidden in a closure is called in several cells.
# expect: refused closure-state
# result: a, b
# check: (a, b) == (1, 3)
# %%
def make():
    n = 0
    def tick():
        nonlocal n
        n += 1
        return n
    return tick
# %%
tick = make()
# %%
a = tick()
# %%
tick()
# %%
b = tick()
