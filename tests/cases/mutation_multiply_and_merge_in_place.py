# `*=` on a list, `|=` on a dict and `&=`, `^=` on a set change the object for every holder.
# expect: equal
# result: xs, d, s
# check: xs == [1, 1] and d == {"a": 1, "b": 2} and s == {1, 4}
# %%
xs, d, s = [1], {"a": 1}, {1, 2, 3}
box = (xs, d, s)
# %%
ys, e, t = box
ys *= 2
e |= {"b": 2}
# %%
t &= {1, 3}
t ^= {3, 4}
# %%
n = [len(v) for v in box]
