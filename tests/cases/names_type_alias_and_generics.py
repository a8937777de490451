# Type variables, NewType, TypedDict and generics used at run time.
# expect: equal
# result: r
# check: r == (5, ["a", "b"], [1], 2)
# %%
from typing import Generic, NewType, TypedDict, TypeVar
T = TypeVar("T")
UserId = NewType("UserId", int)
# %%
class Row(TypedDict):
    a: int
    b: UserId
class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []
# %%
s = Stack[int]()
s.items.append(1)
row: Row = {"a": 1, "b": UserId(5)}
# %%
r = (row["b"], sorted(Row.__annotations__), s.items, len(row))
