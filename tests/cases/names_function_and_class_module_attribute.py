# __module__ and repr of what the notebook defines name __main__; only the part after it is kept.
# expect: equal
# result: r
# check: r == ("f", "A.g", "A(x=1)")
# %%
from dataclasses import dataclass
def f():
    pass
@dataclass
class A:
    x: int
    def g(self):
        pass
# %%
a = A(1)
# %%
r = (f.__qualname__, A.g.__qualname__, repr(a))
