"""Which names a scope binds: Python's rules, by structure, never by text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import libcst as cst

from nb2pipe.syntax.walk import children

FunctionLike = cst.FunctionDef | cst.Lambda
COMPREHENSIONS = (cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)


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
        if type(node) not in BINDING_NODES:
            stack += children(node)
            continue
        match node:
            case cst.FunctionDef() | cst.ClassDef():
                names.bound.add(node.name.value)
                stack.extend(outer_parts(node))
                continue
            case cst.Lambda():
                stack.extend(outer_parts(node))
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
BINDING_NODES = frozenset({
    cst.FunctionDef, cst.ClassDef, cst.Lambda, cst.CompFor, cst.AssignTarget, cst.AnnAssign, cst.AugAssign, cst.For,
    cst.NamedExpr, cst.Del, cst.AsName, cst.Import, cst.ImportFrom, cst.MatchAs, cst.MatchStar, cst.MatchMapping,
    cst.TypeAlias, cst.Global, cst.Nonlocal,
})  # fmt: skip


def outer_parts(node: cst.FunctionDef | cst.ClassDef | cst.Lambda) -> list[cst.CSTNode]:
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
