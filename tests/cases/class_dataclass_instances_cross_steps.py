# Dataclass instances of the notebook keep equality, isinstance and match after crossing.
# expect: equal
# result: r
# check: r == (True, True, "pt 1", {"x": 1, "y": 2}, 2)
# %%
from dataclasses import dataclass, asdict
@dataclass(frozen=True)
class Pt:
    x: int
    y: int = 2
# %%
p = Pt(1)
# %%
seen = {p, Pt(1, 2), Pt(0)}
# %%
match p:
    case Pt(x=x):
        m = f"pt {x}"
r = (p == Pt(1, 2), isinstance(p, Pt), m, asdict(p), len(seen))
