# Enum members are still the same objects: `is`, dict keys, flags, auto values.
# expect: equal
# result: r
# check: r == (True, "hot", 3, True, ["RED", "BLUE"])
# %%
from enum import Enum, Flag, auto
class Color(Enum):
    RED = auto()
    BLUE = auto()
class Perm(Flag):
    R = 1
    W = 2
# %%
c = Color.RED
names = {Color.RED: "hot", Color.BLUE: "cold"}
p = Perm.R | Perm.W
# %%
held = [c]
# %%
r = (held[0] is Color.RED, names[c], p.value, Perm.W in p, [k.name for k in names])
