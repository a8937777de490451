# The names of a %%time cell are the notebook's, those of %%timeit are not.
# expect: equal
# result: xs, total
# check: xs == [0, 1, 2] and total == 3
# %%
%%time
xs = []
for i in range(3):
    xs.append(i)
total = sum(xs)
# %%
%%timeit -n1 -r1
total = 100
# %%
n = total
