# Recursive functions, two of which call each other from different cells.
# expect: equal
# result: f, e, o
# check: f == 120 and e is True and o is False
# %%
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)
# %%
def even(n):
    return True if n == 0 else odd(n - 1)
# %%
def odd(n):
    return False if n == 0 else even(n - 1)
# %%
f, e, o = fact(5), even(10), odd(10)
