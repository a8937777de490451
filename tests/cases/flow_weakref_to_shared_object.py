# A weak reference made in one cell is followed in another.
# expect: equal or refused unpicklable-value
# result: r
# check: r == [1, 2]
# %%
import weakref
class Box(list):
    pass
b = Box([1])
# %%
w = weakref.ref(b)
# %%
w().append(2)
# %%
r = list(b)
