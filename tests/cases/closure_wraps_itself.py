# f = deco(f) in a later cell: earlier and later calls differ, and recursion goes through the wrapper.
# expect: equal or refused closure-state
# result: a, b, n
# check: a == 3 and b == 3 and n == 4
# %%
n = 0
def down(k):
    return 0 if k == 0 else 1 + down(k - 1)
# %%
a = down(3)
# %%
def counting(f):
    def g(*args):
        global n
        n += 1
        return f(*args)
    return g
down = counting(down)
# %%
b = down(3)
