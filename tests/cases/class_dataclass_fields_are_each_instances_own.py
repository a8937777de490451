# Fields of a dataclass with factories, positional arguments and `__post_init__`, changed through the instance.
# expect: equal
# result: r
# check: r == (4, [1, 2, 3], ["x", 0.5], {"z": 1}, [0, 9], [0.1], 0)
# %% {"tags": []}
from dataclasses import dataclass, field
@dataclass
class Inner:
    k: dict = field(default_factory=dict)
@dataclass
class Config:
    lr: float = 0.1
    xs: list = None
    tags: list = field(default_factory=list)
    inner: Inner = field(default_factory=Inner)
    more: list = field(default_factory=lambda: [0])
    def __post_init__(self):
        self.tags.append(self.lr)
# %% {"tags": ["step:data"]}
shared = [1]
a = Config(0.5, shared)
a.tags.insert(0, "x")
b = Config(xs=shared)
# %% {"tags": ["step:feature"]}
a.xs.append(2)
a.inner.k["z"] = 1
# %% {"tags": ["step:train"]}
b.xs.append(3)
a.more.append(9)
s = sum(shared) - 2
# %% {"tags": ["step:serve"]}
r = (s, a.xs, a.tags, a.inner.k, a.more, b.tags, len(Inner().k))
