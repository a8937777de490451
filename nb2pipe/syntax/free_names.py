"""Which names code takes from the scope around it: Python's rules, by structure, never by text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import libcst as cst

from nb2pipe.syntax.scopes import (
    BINDING_NODES,
    COMPREHENSIONS,
    FunctionLike,
    import_bindings,
    names_of_block,
    names_of_function,
    outer_parts,
    target_names,
    type_parameter_names,
)
from nb2pipe.syntax.walk import children


@dataclass(frozen=True, slots=True)
class FreeNames:
    """What a statement or expression takes from the scope around it."""

    #: Looked up as soon as it is executed: defaults, decorators, bases, class bodies, plain code.
    early: frozenset[str]
    #: Looked up when a function in it is called.
    late: frozenset[str]
    #: Module-level names that functions in it bind (`global`), and names it binds itself.
    binds: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Early and late names together."""
        return self.early | self.late


def free_names(nodes: Iterable[cst.CSTNode]) -> FreeNames:
    """Names that module-level code takes from its module, parted by when they are looked up."""
    finder = _FreeFinder()
    for node in nodes:
        finder.visit(node, _Scope(None, frozenset()), deferred=False)
    return FreeNames(frozenset(finder.early), frozenset(finder.late), frozenset(finder.binds))


@dataclass(frozen=True)
class _Scope:
    """Names that hide the module's, from here outwards."""

    parent: _Scope | None
    local: frozenset[str]
    is_class: bool = False
    declared_global: frozenset[str] = frozenset()
    #: Only around the parts of a definition that stand in the scope outside: they see a class body's names.
    is_outer: bool = False

    def hides(self, name: str, from_inner: bool = False) -> bool:
        if name in self.declared_global:
            return False
        if name in self.local and not (self.is_class and from_inner):
            return True
        return self.parent is not None and self.parent.hides(name, from_inner=from_inner or not self.is_outer)


class _FreeFinder:
    def __init__(self) -> None:
        self.early: set[str] = set()
        self.late: set[str] = set()
        self.binds: set[str] = set()

    def visit(  # noqa: C901  # one case per kind of node
        self, node: cst.CSTNode, scope: _Scope, *, deferred: bool
    ) -> None:
        if type(node) not in _SCOPED:
            for child in children(node):
                self.visit(child, scope, deferred=deferred)
            return
        match node:
            case cst.Name():
                self._see(node.value, scope, deferred)
            case cst.Attribute():
                self.visit(node.value, scope, deferred=deferred)
            case cst.Arg():
                self.visit(node.value, scope, deferred=deferred)
            case cst.Import() | cst.ImportFrom():
                self.binds.update(n for n, _ in import_bindings(node) if not scope.hides(n))
            case cst.FunctionDef() | cst.Lambda():
                self._function(node, scope, deferred)
            case cst.ClassDef():
                self._class(node, scope, deferred)
            case _ if isinstance(node, COMPREHENSIONS):
                self._comprehension(node, scope, deferred)
            case cst.TypeAlias():
                if not scope.hides(node.name.value):
                    self.binds.add(node.name.value)
                self.visit(node.value, _Scope(scope, type_parameter_names(node.type_parameters)), deferred=True)
            case cst.MatchKeywordElement():
                self.visit(node.pattern, scope, deferred=deferred)
            case cst.Global() | cst.Nonlocal():
                pass
            case cst.MatchAs() | cst.MatchStar() | cst.MatchMapping():
                captured = node.rest if isinstance(node, cst.MatchMapping) else node.name
                if captured is not None and not scope.hides(captured.value):
                    self.binds.add(captured.value)
                for child in children(node):
                    if child is not captured:
                        self.visit(child, scope, deferred=deferred)
            case cst.AssignTarget() | cst.AnnAssign() | cst.For() | cst.NamedExpr() | cst.AsName():
                target = node.name if isinstance(node, cst.AsName) else node.target
                self.binds.update(name for name in target_names(target) if not scope.hides(name))
                self._target(target, scope, deferred)
                for child in children(node):
                    if child is not target:
                        self.visit(child, scope, deferred=deferred)
            case _:
                if isinstance(node, cst.AugAssign):
                    self.binds.update(name for name in target_names(node.target) if not scope.hides(name))
                for child in children(node):
                    self.visit(child, scope, deferred=deferred)

    def _target(self, target: cst.CSTNode, scope: _Scope, deferred: bool) -> None:
        """Visit what an assignment target reads: objects and keys of items and attributes, never bare names."""
        if isinstance(target, (cst.Tuple, cst.List)):
            for element in target.elements:
                self._target(element.value, scope, deferred)
        elif not isinstance(target, cst.Name):
            self.visit(target, scope, deferred=deferred)

    def _see(self, name: str, scope: _Scope, deferred: bool) -> None:
        if not scope.hides(name):
            (self.late if deferred else self.early).add(name)

    def _function(self, node: FunctionLike, scope: _Scope, deferred: bool) -> None:
        if isinstance(node, cst.FunctionDef) and node.type_parameters is not None:
            scope = _Scope(scope, type_parameter_names(node.type_parameters), is_outer=True)
        for part in outer_parts(node):
            self.visit(part, scope, deferred=deferred)
        if isinstance(node, cst.FunctionDef) and not scope.hides(node.name.value):
            self.binds.add(node.name.value)
        names = names_of_function(node)
        inner = _Scope(scope, frozenset(names.local), declared_global=frozenset(names.declared_global))
        self.binds.update(names.bound & names.declared_global)
        self.visit(node.body, inner, deferred=True)

    def _class(self, node: cst.ClassDef, scope: _Scope, deferred: bool) -> None:
        scope = _Scope(scope, type_parameter_names(node.type_parameters) | {"__class__"}, is_outer=True)
        for part in outer_parts(node):
            self.visit(part, scope, deferred=deferred)
        if not scope.hides(node.name.value):
            self.binds.add(node.name.value)
        names = names_of_block([node.body])
        # A class body reads its own names first and the module's if they are not bound yet.
        before = _read_before_bound(node.body)
        own = {"__module__", "__qualname__"}
        inner = _Scope(scope, frozenset(names.local - before | own), is_class=True)
        self.visit(node.body, inner, deferred=deferred)

    def _comprehension(self, node: cst.CSTNode, scope: _Scope, deferred: bool) -> None:
        assert isinstance(node, COMPREHENSIONS)
        self.visit(node.for_in.iter, scope, deferred=deferred)
        own: set[str] = set()
        clause: cst.CompFor | None = node.for_in
        while clause is not None:
            own.update(target_names(clause.target))
            clause = clause.inner_for_in
        inner = _Scope(scope, frozenset(own))
        late = deferred or isinstance(node, cst.GeneratorExp)
        for child in children(node):
            if child is not node.for_in:
                self.visit(child, inner, deferred=late)
        clause = node.for_in
        while clause is not None:
            if clause is not node.for_in:
                self.visit(clause.iter, inner, deferred=late)
            self._target(clause.target, inner, late)
            for condition in clause.ifs:
                self.visit(condition, inner, deferred=late)
            clause = clause.inner_for_in


#: Nodes that look names up, bind them or open scopes.
_SCOPED = BINDING_NODES | {
    cst.Name, cst.Attribute, cst.Arg, cst.MatchKeywordElement, cst.ListComp, cst.SetComp, cst.DictComp,
    cst.GeneratorExp,
}  # fmt: skip


def _read_before_bound(body: cst.CSTNode) -> set[str]:
    """Names that a class body reads in a statement before any statement above has bound them."""
    found: set[str] = set()
    bound: set[str] = set()
    for statement in children(body):
        parts = children(statement) if isinstance(statement, cst.SimpleStatementLine) else [statement]
        for part in parts:
            if not isinstance(part, (cst.FunctionDef, cst.ClassDef)):
                value = getattr(part, "value", None)
                read = free_names([value]).early if isinstance(value, cst.BaseExpression) else frozenset()
                found |= read - bound
            bound |= names_of_block([part]).local
    return found
