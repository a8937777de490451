"""A live object's parts -> a flat table of nodes: plain, picklable at any depth, with cycles and sharing kept.

A node is `(kind, label, payload, children)`. `label` names the type, `payload` is plain data, `children` are
`(edge, position in the table)`; an edge is source text that leads from an expression for the object to one for the
part: `["price"]`, `[3]`, `.coef_`. The object itself is node 0. Nothing here calls code of the object's class.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

Node = tuple[str, str, Any, tuple[tuple[str, int], ...]]
Description = tuple[Node, ...]

#: Types whose values stand in a payload as they are.
LEAF_TYPES = frozenset({type(None), bool, int, float, str, bytes})
#: More nodes than this are not described; what is left out becomes `opaque`.
MOST_NODES = 5_000_000


class Builder:
    """The table of one description while it grows; a shape asks it for the positions of an object's parts."""

    def __init__(self, package: str, shape: Callable[[Any, Builder], Node]) -> None:
        self.package = package
        self._shape = shape
        self._nodes: list[Node] = []
        self._positions: dict[int, int] = {}
        #: Keeps parts that exist only while they are described, so that no two have one `id`.
        self._alive: list[object] = []
        self._todo: list[tuple[object, int]] = []

    def is_own(self, module: str | None) -> bool:
        """Whether the notebook's author wrote the module: it is the notebook itself or the emitted package."""
        return module in (None, "__main__", "__mp_main__") or f"{module}.".startswith(f"{self.package}.")

    def label(self, cls: type) -> str:
        """The class's name, the same for a class of the notebook and for its copy in the package."""
        return self.qualify(getattr(cls, "__module__", None), getattr(cls, "__qualname__", cls.__name__))

    def qualify(self, module: object, qualname: str) -> str:
        """`module.qualname`, without functions that it is nested in, and without the module if that is our own."""
        name = qualname.rpartition("<locals>.")[2]
        if module == "builtins" or not isinstance(module, str) or self.is_own(module):
            return name
        return f"{module}.{name}"

    def position(self, value: object) -> int:
        """Where the value's node is or will be; an object that was met before keeps its node."""
        if type(value) in LEAF_TYPES:
            return self._add(("leaf", type(value).__name__, value, ()))
        known = self._positions.get(id(value))
        if known is not None:
            return known
        position = self._add(("opaque", self.label(type(value)), "left out: the object is too large", ()))
        if position < MOST_NODES:
            self._positions[id(value)] = position
            self._alive.append(value)
            self._todo.append((value, position))
        return position

    def children(self, parts: Iterable[tuple[str, object]]) -> tuple[tuple[str, int], ...]:
        """Positions of parts, each under its edge."""
        return tuple((edge, self.position(part)) for edge, part in parts)

    def alone(self, value: object) -> Description:
        """The value's description as if there were nothing else."""
        return Builder(self.package, self._shape).build(value)

    def build(self, root: object) -> Description:
        """Shape the root and then everything that shapes ask for."""
        self.position(root)
        while self._todo:
            value, position = self._todo.pop()
            self._nodes[position] = self._shape(value, self)
        return tuple(self._nodes)

    def _add(self, node: Node) -> int:
        self._nodes.append(node)
        return len(self._nodes) - 1


def is_of(value: object, module: str, *names: str) -> bool:
    """Whether the value is an instance of one of the module's classes; never loads the module."""
    loaded = sys.modules.get(module)
    classes = (getattr(loaded, name, None) for name in names)
    return isinstance(value, tuple(cls for cls in classes if isinstance(cls, type)))


def leaf(label: str, payload: object) -> Node:
    """A node without parts."""
    return ("leaf", label, payload, ())


def opaque(label: str, reason: str) -> Node:
    """A node for what has no structure to compare."""
    return ("opaque", label, reason, ())
