# Names that come from a star import, one of which a later cell shadows.
# expect: equal
# result: r
# check: r == (3.0, 8.0, "e")
# %%
from math import *
# %%
a = sqrt(9)
e = "e"
# %%
r = (a, pow(2, 3), e)
