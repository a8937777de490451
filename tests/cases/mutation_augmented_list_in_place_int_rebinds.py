# `+=` changes a list for every holder, but rebinds an int, a tuple and a str.
# expect: equal
# result: ys, m, u, v, xs, n, t, s
# check: ys == [1, 2] and m == 1 and u == (1,) and v == "a" and xs == [1, 2] and n == 2 and t == (1, 2) and s == "ab"
# %%
xs = [1]
n = 1
t = (1,)
s = "a"
# %%
ys, m, u, v = xs, n, t, s
# %%
xs += [2]
n += 1
t += (2,)
s += "b"
# %%
summary = [len(ys), m, len(u), len(v)]
