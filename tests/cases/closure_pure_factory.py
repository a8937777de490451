# Closures returned by a factory hold only constants; they are called in later cells.
# expect: equal or refused unpicklable-value
# result: out
# check: out == [10, 15, 50]
# %%
def times(k):
    def f(x):
        return x * k
    return f
# %%
double, triple = times(2), times(3)
# %%
base = 5
# %%
out = [double(base), triple(base), times(base)(10)]
