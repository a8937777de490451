# Mutation written as `list.append(xs, 1)`, operator.setitem and operator.iadd.
# expect: equal
# result: ys, e
# check: ys == [1, 2, 3] and e == {"a": 1, "b": 2}
# %%
import operator
xs = [1]
d = {"a": 1}
ys = xs
e = d
# %%
list.append(xs, 2)
dict.update(d, b=0)
# %%
operator.iadd(xs, [3])
operator.setitem(d, "b", 2)
# %%
n = len(ys) + len(e)
