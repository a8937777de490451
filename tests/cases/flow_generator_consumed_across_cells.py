# A generator gives its first value in one cell and the rest in another.
# expect: refused generator-crosses-step
# result: first, rest
# check: first == 0 and rest == [1, 4]
# %%
def squares(n):
    for i in range(n):
        yield i * i
# %%
g = squares(3)
# %%
first = next(g)
# %%
rest = list(g)
