# `t[0] += [3]` raises, and has changed the inner list all the same.
# expect: equal
# result: failed, size
# check: failed is True and size == 2
# %%
inner = [1]
t = (inner, 2)
# %%
failed = False
try:
    t[0] += [3]
except TypeError:
    failed = True
# %%
size = len(inner)
