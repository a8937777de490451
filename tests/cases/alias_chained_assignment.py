# a = b = [] is one list; c = [] another.
# expect: equal
# result: a, b, c
# check: a == [1] and b == [1] and c == []
# %%
a = b = []
c = []
# %%
a.append(1)
# %%
n = len(b) + len(c)
