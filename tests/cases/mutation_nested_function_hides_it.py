# A local helper of the called function changes an argument that its own caller passed on as a keyword.
# expect: equal
# result: xs
# check: xs == [3, 2, 1]
# %%
def outer(*, items):
    def go(v=items):
        v.reverse()
    go()
# %%
xs = [1, 2, 3]
# %%
outer(items=xs)
# %%
n = xs[0]
