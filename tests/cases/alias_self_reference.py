# A list that contains itself, and two objects that point at each other.
# expect: equal
# result: loop, name, n
# check: loop is True and name == "new" and n == 2
# %%
xs = [1]
xs.append(xs)
class P:
    pass
parent, child = P(), P()
parent.kid, child.boss = child, parent
parent.name = "old"
# %%
parent.name = "new"
# %%
loop = xs[1] is xs
name = child.boss.name
n = len(xs[1])
