"""Which names a scope binds, and which it takes from outside: Python's rules, by structure, never by text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import libcst as cst

from nb2pipe.syntax.walk import children

FunctionLike = cst.FunctionDef | cst.Lambda
_COMPREHENSIONS = (cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)


@dataclass
class ScopeNames:
    """Names of one function, lambda or class body, inner scopes left out."""

    bound: set[str] = field(default_factory=set)
    declared_global: set[str] = field(default_factory=set)
    declared_nonlocal: set[str] = field(default_factory=set)

    @property
    def local(self) -> set[str]:
        """Names that live in this scope."""
        return self.bound - self.declared_global - self.declared_nonlocal


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


def target_names(target: cst.CSTNode) -> Iterator[str]:
    """The plain names that an assignment, `for`, `with` or `del` target binds."""
    if isinstance(target, cst.Name):
        yield target.value
    elif isinstance(target, (cst.Tuple, cst.List)):
        for element in target.elements:
            yield from target_names(element.value)
    elif isinstance(target, cst.StarredElement):
        yield from target_names(target.value)


def import_bindings(node: cst.Import | cst.ImportFrom) -> Iterator[tuple[str, cst.ImportAlias]]:
    """Each name that an import binds, with its alias; a star import binds none."""
    if isinstance(node.names, cst.ImportStar):
        return
    for alias in node.names:
        if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
            yield alias.asname.name.value, alias
        else:
            yield dotted_name(alias.name).partition(".")[0], alias


def dotted_name(node: cst.CSTNode | None) -> str:
    """`a.b.c` for nested attributes of a name; empty for anything else."""
    if type(node) is cst.Name:
        return node.value
    parts: list[str] = []
    while type(node) is cst.Attribute:
        parts.append(node.attr.value)
        node = node.value
    if type(node) is not cst.Name:
        return ""
    return ".".join([node.value, *reversed(parts)])


def parameter_nodes(parameters: cst.Parameters) -> list[cst.Param]:
    """All parameters in order, `*args` and `**kwargs` included."""
    found = [*parameters.posonly_params, *parameters.params]
    if isinstance(parameters.star_arg, cst.Param):
        found.append(parameters.star_arg)
    found.extend(parameters.kwonly_params)
    if parameters.star_kwarg is not None:
        found.append(parameters.star_kwarg)
    return found


def type_parameter_names(parameters: cst.TypeParameters | None) -> frozenset[str]:
    """`T`, `Ts` and `P` of `[T, *Ts, **P]` (PEP 695)."""
    return frozenset(part.param.name.value for part in parameters.params) if parameters is not None else frozenset()


def names_of_function(node: FunctionLike) -> ScopeNames:
    """Parameters and everything that the body binds."""
    names = ScopeNames({param.name.value for param in parameter_nodes(node.params)})
    _collect(node.body, names)
    return names


def names_of_block(nodes: Iterable[cst.CSTNode]) -> ScopeNames:
    """Everything that these statements bind in their own scope."""
    names = ScopeNames()
    for node in nodes:
        _collect(node, names)
    return names


def _collect(root: cst.CSTNode, names: ScopeNames) -> None:  # noqa: C901  # one case per kind of node
    stack = [root]
    while stack:
        node = stack.pop()
        if type(node) not in _BINDING:
            stack += children(node)
            continue
        match node:
            case cst.FunctionDef() | cst.ClassDef():
                names.bound.add(node.name.value)
                stack.extend(_outer_parts(node))
                continue
            case cst.Lambda():
                stack.extend(_outer_parts(node))
                continue
            case cst.CompFor():
                # Targets of a comprehension are its own; only walruses in it bind outside.
                stack.extend([node.iter, *node.ifs])
                if node.inner_for_in is not None:
                    stack.append(node.inner_for_in)
                continue
            case cst.AssignTarget() | cst.AnnAssign() | cst.AugAssign() | cst.For() | cst.NamedExpr() | cst.Del():
                names.bound.update(target_names(node.target))
            case cst.AsName():
                names.bound.update(target_names(node.name))
            case cst.Import() | cst.ImportFrom():
                names.bound.update(name for name, _ in import_bindings(node))
                continue
            case cst.MatchAs() | cst.MatchStar() if node.name is not None:
                names.bound.add(node.name.value)
            case cst.MatchMapping() if node.rest is not None:
                names.bound.add(node.rest.value)
            case cst.TypeAlias():
                names.bound.add(node.name.value)
            case cst.Global():
                names.declared_global.update(item.name.value for item in node.names)
            case cst.Nonlocal():
                names.declared_nonlocal.update(item.name.value for item in node.names)
        stack.extend(children(node))


#: Nodes that bind names or open scopes; every other is passed through without asking which it is.
_BINDING = frozenset({
    cst.FunctionDef, cst.ClassDef, cst.Lambda, cst.CompFor, cst.AssignTarget, cst.AnnAssign, cst.AugAssign, cst.For,
    cst.NamedExpr, cst.Del, cst.AsName, cst.Import, cst.ImportFrom, cst.MatchAs, cst.MatchStar, cst.MatchMapping,
    cst.TypeAlias, cst.Global, cst.Nonlocal,
})  # fmt: skip


def _outer_parts(node: cst.FunctionDef | cst.ClassDef | cst.Lambda) -> list[cst.CSTNode]:
    """The parts of a definition that are evaluated where it stands."""
    if isinstance(node, cst.ClassDef):
        return [*node.decorators, *(arg.value for arg in (*node.bases, *node.keywords))]
    parts: list[cst.CSTNode] = [param.default for param in parameter_nodes(node.params) if param.default is not None]
    if isinstance(node, cst.FunctionDef):
        parts.extend(node.decorators)
        parts.extend(p.annotation.annotation for p in parameter_nodes(node.params) if p.annotation is not None)
        if node.returns is not None:
            parts.append(node.returns.annotation)
    return parts


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
            case _ if isinstance(node, _COMPREHENSIONS):
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
        for part in _outer_parts(node):
            self.visit(part, scope, deferred=deferred)
        if isinstance(node, cst.FunctionDef) and not scope.hides(node.name.value):
            self.binds.add(node.name.value)
        names = names_of_function(node)
        inner = _Scope(scope, frozenset(names.local), declared_global=frozenset(names.declared_global))
        self.binds.update(names.bound & names.declared_global)
        self.visit(node.body, inner, deferred=True)

    def _class(self, node: cst.ClassDef, scope: _Scope, deferred: bool) -> None:
        scope = _Scope(scope, type_parameter_names(node.type_parameters) | {"__class__"}, is_outer=True)
        for part in _outer_parts(node):
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
        assert isinstance(node, _COMPREHENSIONS)
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
_SCOPED = _BINDING | {
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
