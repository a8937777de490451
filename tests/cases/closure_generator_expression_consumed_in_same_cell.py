# A generator that lives and ends in one cell, with late-bound names.
# expect: equal
# result: total
# check: total == 60
# %%
k = 1
xs = [1, 2, 3]
# %%
g = (x * k for x in xs)
k = 10
total = sum(g)
g = None
# %%
total = total + 0
