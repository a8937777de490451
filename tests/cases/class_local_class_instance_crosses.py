# The class is made inside a function; its instance goes to later cells.
# expect: equal or refused unpicklable-value
# result: r
# check: r == 6
# %%
def make(k):
    class Local:
        def times(self, x):
            return x * k
    return Local()
# %%
obj = make(2)
# %%
r = obj.times(3)
