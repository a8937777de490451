"""The nodes of a cell with the way up, and questions about single nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeVar

import libcst as cst

from nb2pipe.syntax.chains import root_name
from nb2pipe.syntax.walk import children, walk

_Node = TypeVar("_Node", bound=cst.CSTNode)
_Result = TypeVar("_Result")


class Tree:
    """A cell's nodes: what each stands in, and all of a type in source order."""

    def __init__(self, module: cst.Module | None) -> None:
        self._by_type: defaultdict[type[cst.CSTNode], list[cst.CSTNode]] = defaultdict(list)
        self._recalled: dict[object, object] = {}
        for node in walk(module) if module is not None else ():
            self._by_type[type(node)].append(node)

    @cached_property
    def parents(self) -> dict[cst.CSTNode, cst.CSTNode]:
        """What each node stands in; many cells are never asked for it."""
        return {child: node for nodes in self._by_type.values() for node in nodes for child in children(node)}

    def recall(self, what: object, make: Callable[..., _Result], *of: object) -> _Result:
        """What `make` gives of these, found once: it must follow from the cell's code and from `what` alone."""
        if what not in self._recalled:
            self._recalled[what] = make(*of)
        return self._recalled[what]  # type: ignore[return-value]  # what was filed under `what`

    def all(self, kind: type[_Node]) -> list[_Node]:
        """All nodes of exactly this type, in source order."""
        return self._by_type.get(kind, [])  # type: ignore[return-value]  # filed under their own type

    def above(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """What the node stands in, from the inside out."""
        current = self.parents.get(node)
        while current is not None:
            yield current
            current = self.parents.get(current)

    def enclosing(self, node: cst.CSTNode, test: Callable[[cst.CSTNode], bool]) -> cst.CSTNode | None:
        """The innermost node around this one that passes the test."""
        return next((outer for outer in self.above(node) if test(outer)), None)

    def in_function(self, node: cst.CSTNode) -> bool:
        """Whether the node is run only when a function is called."""
        return self.function_around(node) is not None

    def function_around(self, node: cst.CSTNode) -> cst.FunctionDef | cst.Lambda | None:
        """The innermost function whose body the node stands in; a head is run by the `def`, outside of it."""
        inner = node
        for outer in self.above(node):
            if isinstance(outer, (cst.FunctionDef, cst.Lambda)) and inner is outer.body:
                return outer
            inner = outer
        return None


def root_of(node: cst.CSTNode | None) -> str:
    """The variable at the root of what is changed: `log` in `log.rows[0].append(x)`; empty if it is none."""
    changed = node.target if isinstance(node, cst.AugAssign) else node
    return (root_name(changed) if changed is not None else None) or ""
