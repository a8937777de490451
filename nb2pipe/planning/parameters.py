"""The parameters cell -> typed parameters with defaults."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import libcst as cst

from nb2pipe.model.analysis import Analysis, Role
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.findings import Finding
from nb2pipe.model.ids import VarName
from nb2pipe.model.notebook import INJECTED_TAG
from nb2pipe.model.plan import Import, Parameter
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.literal_types import literal_type
from nb2pipe.planning.modern_hints import admitting, modern
from nb2pipe.planning.notices import injected_notice
from nb2pipe.syntax.free_names import free_names

_EMPTY = cst.Module([])
_WORD = re.compile(r"\w+")
_MUTABLE = (cst.List, cst.ListComp, cst.Dict, cst.DictComp, cst.Set, cst.SetComp, cst.Call)


def _imported(names: Collection[str], definitions: Definitions) -> dict[str, Import]:
    return {n: definitions.imported[VarName(n)][0].item for n in sorted(names) if definitions.is_stable_import(n)}


def parameters_of(parsed: ParsedNotebook, analysis: Analysis, definitions: Definitions) -> tuple[Parameter, ...]:
    """Every assignment of a name in cells tagged `parameters`; a later one of the same name replaces an earlier."""
    found: dict[str, Parameter] = {}
    hints: dict[str, str] = {}
    for facts in analysis.cells:
        if facts.role is not Role.PARAMETERS:
            continue
        module = parsed.cells[facts.index].module
        is_injected = INJECTED_TAG in parsed.cells[facts.index].cell.tags
        for statement in facts.statements:
            is_first = module is not None and statement.node is module.body[0]
            above = [*(_adjacent(module.header) if module is not None and is_first else ())]
            for name, value, annotation, comment in _assignments(statement.node, above):
                hints[name] = annotation or (hints.get(name, "") if is_injected else "")
                given = _parameter(name, value, hints[name], comment, found, definitions)
                found[name] = _as_declared(given, found.get(name)) if is_injected else given
    return tuple(found.values())


def _as_declared(given: Parameter, declared: Parameter | None) -> Parameter:
    """A value that papermill has injected: what the parameter means and may be, the cell above it says."""
    if declared is None:
        return replace(given, comment="")
    types = (declared.annotation, given.annotation)
    is_wider = types == ("float", "int") or declared.annotation == "Any" or given.annotation in ("list", "dict")
    return replace(given, annotation=types[0] if is_wider else types[1], comment=declared.comment)


def injected_values(parsed: ParsedNotebook, analysis: Analysis) -> Iterator[Finding]:
    """A notice for each cell in which papermill has given parameters the values of one run."""
    for facts in analysis.cells:
        if facts.role is Role.PARAMETERS and INJECTED_TAG in parsed.cells[facts.index].cell.tags:
            found = [each for statement in facts.statements for each in _assignments(statement.node, ())]
            values = [f"`{name} = {_EMPTY.code_for_node(value)}`" for name, value, *_ in found]
            if values:
                yield injected_notice(facts.index, ", ".join(values))


def assigned_names(node: cst.BaseStatement) -> tuple[VarName, ...]:
    """The parameters that a statement gives a value."""
    return tuple(VarName(name) for name, *_ in _assignments(node, ()))


def _adjacent(header: Sequence[cst.EmptyLine]) -> Sequence[cst.EmptyLine]:
    """The comments at the top of a cell that no empty line parts from the first statement."""
    blank = max((index for index, line in enumerate(header) if line.comment is None), default=-1)
    return header[blank + 1 :]


def _assignments(
    node: cst.BaseStatement, above: Sequence[cst.EmptyLine]
) -> list[tuple[str, cst.BaseExpression, str, str]]:
    if not isinstance(node, cst.SimpleStatementLine):
        return []
    comments = [line.comment for line in (*above, *_adjacent(node.leading_lines))]
    comments.append(node.trailing_whitespace.comment)
    texts = [comment.value.strip("# ") for comment in comments if comment is not None]
    text = "\n".join(filter(None, texts))
    found: list[tuple[str, cst.BaseExpression, str, str]] = []
    for small in node.body:
        if isinstance(small, cst.Assign):
            pairs = [pair for t, value in _chained(small) for pair in _unpacked(t, value)]
            found.extend((name, value, "", text) for name, value in pairs)
        elif isinstance(small, cst.AnnAssign) and small.value is not None and isinstance(small.target, cst.Name):
            annotation = _EMPTY.code_for_node(small.annotation.annotation)
            found.append((small.target.value, small.value, annotation, text))
    return found


def _chained(node: cst.Assign) -> list[tuple[cst.BaseExpression, cst.BaseExpression]]:
    """Targets with what each is given; in `a = b = []`, `b` is what `a` is, for both are one list."""
    first, *others = [each.target for each in node.targets]
    shared = first if isinstance(first, cst.Name) and type(node.value) in _MUTABLE else node.value
    return [(first, node.value), *((other, shared) for other in others)]


def _unpacked(target: cst.BaseExpression, value: cst.BaseExpression) -> list[tuple[str, cst.BaseExpression]]:
    """Names and what each is given: `a, b = 1, 2` gives two."""
    if isinstance(target, cst.Name):
        return [(target.value, value)]
    parts = (cst.Tuple, cst.List)
    if not isinstance(target, parts) or not isinstance(value, parts) or len(target.elements) != len(value.elements):
        return []
    pairs = zip(target.elements, value.elements, strict=True)
    return [pair for left, right in pairs for pair in _unpacked(left.value, right.value)]


def _parameter(
    name: str,
    value: cst.BaseExpression,
    annotation: str,
    comment: str,
    known: dict[str, Parameter],
    definitions: Definitions,
) -> Parameter:
    free = free_names([value]).all
    imported = _imported(free, definitions)
    shown = literal_type(value, {n: p.annotation for n, p in known.items()}, imported)
    if annotation:
        annotation = modern(annotation, _imported(frozenset(_WORD.findall(annotation)), definitions))
    if annotation:
        free_of_hint = free_names([cst.parse_expression(annotation)]).all
        imported |= _imported(free_of_hint, definitions)
        annotation = admitting(annotation, value, shown)
    return Parameter(
        name=VarName(name),
        annotation=annotation or shown,
        default=_EMPTY.code_for_node(value),
        derived_from=tuple(VarName(n) for n in known if n in free),
        imports=tuple(imported.values()),
        comment=comment,
    )
