# Parameters and locals that have the names of globals are not the globals.
# expect: equal
# result: a, b, x, total
# check: a == 7 and b == 6 and x == 1 and total == 0
# %%
x = 1
total = 0
# %%
def f(x):
    total = x + 5
    return total
def g(xs):
    total = 0
    for x in xs:
        total += x
    return total
# %%
a, b = f(2), g([1, 2, 3])
