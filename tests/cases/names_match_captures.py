# Names bound by patterns, star patterns, mapping rest, class patterns and guards.
# expect: equal
# result: r
# check: r == ("move", 1, [2, 3], {"z": 1}, 5, 4)
# %%
from dataclasses import dataclass
@dataclass
class Pt:
    x: int
    y: int
# %%
match ["move", 1, 2, 3]:
    case [verb, first, *others]:
        pass
# %%
match {"k": 5, "z": 1}:
    case {"k": v, **more}:
        pass
# %%
match Pt(4, 4):
    case Pt(x=px, y=py) if px != py:
        where = "off"
    case Pt(x=px) as whole:
        where = px
# %%
r = (verb, first, others, more, v, where)
