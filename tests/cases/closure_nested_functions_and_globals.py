# Names found in the enclosing function, in the module and in builtins.
# expect: equal
# result: r
# check: r == [3, 11, 102]
# %%
a = 1
def outer(b):
    def inner(c):
        def deepest():
            return max(a, b, c) + len([b, c])
        return deepest
    return inner
# %%
r = [outer(0)(1)()]
# %%
a = 9
# %%
r.append(outer(0)(1)())
r.append(outer(100)(1)())
