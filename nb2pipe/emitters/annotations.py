"""Type annotations as text -> expressions that the emitted module can name, and the imports for them."""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from nb2pipe.emitters.imports import from_import, plain_import
from nb2pipe.model.plan import Import, PipelinePlan
from nb2pipe.syntax.scopes import dotted_name

_BUILTINS = frozenset(vars(builtins))
#: Collections of whose elements nothing is known.
_OF_ANYTHING = {
    "dict": "dict[{any}, {any}]",
    "frozenset": "frozenset[{any}]",
    "list": "list[{any}]",
    "set": "set[{any}]",
    "tuple": "tuple[{any}, ...]",
}
#: What annotations call modules that a notebook may know under another name, or not at all.
_CUSTOMARY = (
    plain_import("numpy", alias="np"),
    plain_import("pandas", alias="pd"),
    plain_import("matplotlib.pyplot", alias="plt"),
    from_import("collections.abc", "Callable"),
    from_import("collections.abc", "Iterator"),
    from_import("pathlib", "Path"),
)


@dataclass(frozen=True, slots=True)
class Annotations:
    """What annotations became in one module."""

    expressions: Mapping[str, cst.BaseExpression]
    #: Imports that the module's top level does not have yet.
    imports: frozenset[Import]

    def of(self, source: str) -> cst.BaseExpression:
        """A fresh node for an annotation; syntax trees must not share nodes."""
        return self.expressions[source].deep_clone()


@dataclass(frozen=True, slots=True)
class ModuleNames:
    """What an annotation can name in a module."""

    #: Bound at the top level by imports.
    imports: Mapping[str, Import]
    #: Bound at the top level by statements.
    definitions: frozenset[str]
    #: Names whose import the module may add.
    elsewhere: Mapping[str, Import]
    #: Top-level packages that `a.b.C` may start with.
    packages: frozenset[str]
    any_name: str
    #: Annotations are evaluated when the module is imported.
    evaluated: bool


def resolve_annotations(sources: Iterable[str], names: ModuleNames) -> Annotations:
    """Give every annotation an expression: `Any` for one that names what the module cannot import."""
    expressions: dict[str, cst.BaseExpression] = {}
    imports: set[Import] = set()
    wanted = sorted(set(sources) | {"Any"})
    classes = _classes_to_import(wanted, names)
    for source in wanted:
        needed = _imports_for(source, names, classes)
        known = needed is not None
        expressions[source] = _written_out(cst.parse_expression(source if known else "Any"), names, classes)
        imports |= needed or set()
    return Annotations(expressions, frozenset(imports))


def imports_of_plan(plan: PipelinePlan) -> Mapping[str, Import]:
    """What names mean in the notebook, as far as imports and the library bind them."""
    found = [*_CUSTOMARY]
    found += [each for parameter in plan.parameters for each in parameter.imports]
    found += [from_import(f"{plan.name}.library", each.name) for each in plan.library]
    found += plan.library_imports
    found += [each for step in plan.steps for each in step.imports]
    return {each.binds: each for each in found}


def _classes_to_import(sources: Iterable[str], names: ModuleNames) -> dict[str, Import]:
    """`a.b.C` that the module cannot say so -> the import of `C`, if nothing else has that name."""
    taken = {*names.imports, *names.definitions, *names.elsewhere, *_BUILTINS}
    found: dict[str, dict[str, str]] = {}
    for source in sources:
        for root, *rest in _chains_in(source):
            module = _module_to_name(root, rest, names, is_taken=root in taken)
            if module and rest and rest[-1] not in taken:
                found.setdefault(rest[-1], {})[".".join([root, *rest])] = ".".join([module, *rest[:-1]])
    return {
        dotted: from_import(module, name)
        for name, paths in sorted(found.items())
        for dotted, module in paths.items()
        if len(paths) == 1
    }


def _module_to_name(root: str, rest: Sequence[str], names: ModuleNames, *, is_taken: bool) -> str:
    """The module at the head of a dotted name, if its class is better imported by itself; empty otherwise."""
    if root in names.packages and not is_taken:
        return root
    known = names.imports.get(root)
    # When the annotation is evaluated, nobody may have imported the submodule.
    is_far = names.evaluated and len(rest) > 1
    return known.module if is_far and known is not None and known.member is None else ""


def _chains_in(source: str) -> list[list[str]]:
    try:
        return _dotted_chains(cst.parse_expression(source))
    except cst.ParserSyntaxError:
        return []


def _imports_for(source: str, names: ModuleNames, classes: Mapping[str, Import]) -> set[Import] | None:
    """Imports that the annotation still needs; None if one of its names is unknown."""
    needed: set[Import] = set()
    chains = _chains_in(source)
    if not chains and source != "None":
        return None
    for root, *rest in chains:
        if found := classes.get(".".join([root, *rest])):
            needed.add(found)
            continue
        if root == "Any" or root in names.definitions:
            continue
        if root in names.imports:
            if names.evaluated and len(rest) > 1:
                return None
            continue
        found = _import_for(root, rest, names)
        if found is None and root not in _BUILTINS:
            return None
        needed |= {found} if found else set()
    return needed


def _import_for(root: str, rest: Collection[str], names: ModuleNames) -> Import | None:
    if root in names.elsewhere and not (names.evaluated and len(rest) > 1):
        return names.elsewhere[root]
    if root in names.packages and rest:
        return plain_import(".".join([root, *rest][:-1]))
    return None


def _dotted_chains(expression: cst.BaseExpression) -> list[list[str]]:
    finder = _Chains()
    expression.visit(finder)
    return finder.chains


class _Chains(cst.CSTVisitor):
    """Collects `a.b.C` as `["a", "b", "C"]`."""

    def __init__(self) -> None:
        super().__init__()
        self.chains: list[list[str]] = []

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        parts = [node.attr.value]
        value = node.value
        while isinstance(value, cst.Attribute):
            parts.append(value.attr.value)
            value = value.value
        if not isinstance(value, cst.Name):
            return True
        self.chains.append([value.value, *reversed(parts)])
        return False

    def visit_Name(self, node: cst.Name) -> None:
        self.chains.append([node.value])


def _written_out(
    expression: cst.BaseExpression, names: ModuleNames, classes: Mapping[str, Import]
) -> cst.BaseExpression:
    written = expression.visit(_WrittenOut(names, classes))
    return written if isinstance(written, cst.BaseExpression) else expression


class _WrittenOut(cst.CSTTransformer):
    """Writes `list` as `list[Any]`, as strict type checkers want it, and `Any` and classes by their names."""

    def __init__(self, names: ModuleNames, classes: Mapping[str, Import]) -> None:
        super().__init__()
        self._classes = classes
        bare = _OF_ANYTHING.keys() - names.imports.keys() - names.definitions
        self._texts = {name: _OF_ANYTHING[name].format(any=names.any_name) for name in bare} | {"Any": names.any_name}

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        text = self._texts.get(updated_node.value)
        return updated_node if text is None else cst.parse_expression(text)

    def leave_Subscript(self, original_node: cst.Subscript, updated_node: cst.Subscript) -> cst.Subscript:
        return updated_node.with_changes(value=original_node.value)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
        found = self._classes.get(dotted_name(original_node))
        return cst.Name(found.binds) if found is not None else original_node
