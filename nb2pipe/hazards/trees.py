"""The trees of a notebook's cells, kept from one version to the next, and the cell in which a node stands."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

import libcst as cst

from nb2pipe.hazards.tree import Tree

_Result = TypeVar("_Result")


class Trees:
    """Makes the tree of each module once; forgets modules that the notebook has no longer."""

    def __init__(self) -> None:
        self._trees: dict[cst.Module, Tree] = {}
        #: Node -> the module in which it stands, of the modules that have been asked for it.
        self._homes: dict[cst.CSTNode, cst.Module] = {}
        self._mapped: set[cst.Module] = set()
        self._recalled: dict[str, tuple[object, object]] = {}

    def of(self, module: cst.Module) -> Tree:
        """The nodes of a module with the way up."""
        tree = self._trees.get(module)
        if tree is None:
            tree = self._trees[module] = Tree(module)
        return tree

    def recall(self, what: str, of: object, make: Callable[[], _Result]) -> _Result:
        """What `make` gave the last time, if it followed from the same: it is called where that is something else."""
        known = self._recalled.get(what)
        if known is None or known[0] != of:
            known = self._recalled[what] = of, make()
        return known[1]  # type: ignore[return-value]  # what was filed under `what`

    def home_of(self, node: cst.CSTNode, modules: Collection[cst.Module]) -> cst.Module | None:
        """That of the modules in which the node stands."""
        for module in modules:
            if module not in self._mapped:
                self._mapped.add(module)
                self._homes.update(dict.fromkeys(self.of(module).parents, module))
        return self._homes.get(node)

    def keep_only(self, modules: Collection[cst.Module]) -> None:
        """Forget all others."""
        for module in self._trees.keys() - set(modules):
            tree = self._trees.pop(module)
            if module in self._mapped:
                self._mapped.discard(module)
                for node in tree.parents:
                    self._homes.pop(node, None)
