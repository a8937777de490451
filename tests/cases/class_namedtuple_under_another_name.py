# The type's own name is not the name it is bound to, which pickle cannot look up.
# expect: equal or refused unpicklable-value
# result: r
# check: r == (3, "Point")
# %%
from collections import namedtuple
P = namedtuple("Point", "x y")
# %%
p = P(1, 2)
# %%
r = (p.x + p.y, type(p).__name__)
