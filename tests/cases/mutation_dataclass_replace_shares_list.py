# dataclasses.replace makes a new object that shares the inner list.
# expect: equal
# result: a_tags, a_n, b_n
# check: a_tags == ["x", "y"] and a_n == 1 and b_n == 2
# %%
from dataclasses import dataclass, field, replace
@dataclass
class Item:
    n: int
    tags: list = field(default_factory=list)
# %%
a = Item(1, ["x"])
b = replace(a, n=2)
# %%
b.tags.append("y")
# %%
a_tags, a_n, b_n = a.tags, a.n, b.n
