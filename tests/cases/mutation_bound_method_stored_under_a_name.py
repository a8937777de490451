# `push = xs.append`: calling push changes xs.
# expect: equal
# result: xs, total
# check: xs == [1, 2, 3] and total == 6
# %%
xs = [1]
# %%
push = xs.append
# %%
push(2)
push(3)
# %%
total = sum(xs)
