# A name that hides a builtin is deleted, and the builtin is used again.
# expect: equal
# result: r, n
# check: r == [0, 1] and n == 3
# %%
list = [1, 2]
sum = 1
# %%
n = sum + len(list)
del list, sum
r = list(range(2))
# %%
n = sum([n, 0])
