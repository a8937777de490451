# `|=` and `-=` change a set for every holder, `s = s | t` does not.
# expect: equal
# result: a, b
# check: a == {1, 2} and b == {1}
# %%
s = {1}
t = {1}
a, b = s, t
# %%
s |= {2, 3}
t = t | {2}
# %%
s -= {3}
# %%
sizes = (len(s), len(t))
