# Loop, with and unpacking targets that are items and attributes of existing objects.
# expect: equal
# result: xs, p, a
# check: xs == [9, 2] and p == 5 and a == {"k": 6}
# %%
from types import SimpleNamespace
xs = [0, 0]
d = {}
a = d
ns = SimpleNamespace(v=0)
alias = ns
# %%
for xs[1] in range(3):
    pass
# %%
xs[0], ns.v, d["k"] = 9, 5, 6
# %%
p = alias.v
