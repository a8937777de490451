# The changed object is picked by an expression: a conditional, an index, getattr, methodcaller.
# expect: equal
# result: a, b
# check: a == [1, 2, 5] and b == [3, 4]
# %%
from operator import methodcaller
a, b = [], []
flag = True
# %%
(a if flag else b).append(1)
# %%
[a, b][0].append(2)
getattr(b, "append")(3)
# %%
methodcaller("append", 4)(b)
a.append(5) if flag else None
# %%
n = (len(a), len(b))
