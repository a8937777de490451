# A generator expression is made in one cell; the list it runs over grows before it is consumed.
# expect: equal or refused generator-crosses-step
# result: total
# check: total == 60
# %%
xs = [1, 2]
k = 1
# %%
g = (x * k for x in xs)
# %%
xs.append(3)
k = 10
# %%
total = sum(g)
