# `xs += [..]` in a function changes the caller's list, `xs = xs + [..]` does not.
# expect: equal
# result: a, b, t
# check: a == [1, 9] and b == [1] and t == (1,)
# %%
def grow(xs):
    xs += type(xs)([9])
    return None
def fresh(xs):
    xs = xs + [9]
    return None
# %%
a, b, t = [1], [1], (1,)
# %%
grow(a)
fresh(b)
grow(t)
# %%
n = len(a) + len(b) + len(t)
