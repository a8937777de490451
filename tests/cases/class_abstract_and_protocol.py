# An abstract class cannot be instantiated, its subclass can; a runtime Protocol is checked.
# expect: equal
# result: r
# check: r == ("abstract", 4, True)
# %%
from abc import ABC, abstractmethod
from typing import Protocol, runtime_checkable
class Shape(ABC):
    @abstractmethod
    def area(self): ...
@runtime_checkable
class HasArea(Protocol):
    def area(self): ...
# %%
class Square(Shape):
    def __init__(self, a):
        self.a = a
    def area(self):
        return self.a ** 2
# %%
try:
    Shape()
    msg = "made"
except TypeError:
    msg = "abstract"
# %%
s = Square(2)
# %%
r = (msg, s.area(), isinstance(s, HasArea))
