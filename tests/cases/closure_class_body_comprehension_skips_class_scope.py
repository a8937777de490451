# A comprehension in a class body takes its first iterable from the class, other names from the module.
# expect: equal
# result: r
# check: r == [10, 20]
# %%
k = 10
# %%
class A:
    k = 3
    xs = [1, 2]
    ys = [x * k for x in xs]
# %%
k = 1000
# %%
r = A.ys
