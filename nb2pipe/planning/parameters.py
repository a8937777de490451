"""The parameters cell -> typed parameters with defaults."""

from __future__ import annotations

import libcst as cst

from nb2pipe.model.analysis import Analysis, Role
from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Parameter
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.literal_types import literal_type
from nb2pipe.syntax.scopes import free_names

_EMPTY = cst.Module([])


def parameters_of(analysis: Analysis, definitions: Definitions) -> tuple[Parameter, ...]:
    """Every assignment of a name in cells tagged `parameters`; a later one of the same name replaces an earlier."""
    found: dict[str, Parameter] = {}
    for facts in analysis.cells:
        if facts.role is not Role.PARAMETERS:
            continue
        for statement in facts.statements:
            for name, value, annotation, comment in _assignments(statement.node):
                found[name] = _parameter(name, value, annotation, comment, found, definitions)
    return tuple(found.values())


def _assignments(node: cst.BaseStatement) -> list[tuple[str, cst.BaseExpression, str, str]]:
    if not isinstance(node, cst.SimpleStatementLine):
        return []
    comment = node.trailing_whitespace.comment
    above = [line.comment.value for line in node.leading_lines if line.comment is not None]
    text = (comment.value if comment is not None else (above[-1] if above else "")).lstrip("# ").strip()
    found: list[tuple[str, cst.BaseExpression, str, str]] = []
    for small in node.body:
        if isinstance(small, cst.Assign):
            names = [t.target.value for t in small.targets if isinstance(t.target, cst.Name)]
            found.extend((name, small.value, "", text) for name in names)
        elif isinstance(small, cst.AnnAssign) and small.value is not None and isinstance(small.target, cst.Name):
            annotation = _EMPTY.code_for_node(small.annotation.annotation)
            found.append((small.target.value, small.value, annotation, text))
    return found


def _parameter(
    name: str,
    value: cst.BaseExpression,
    annotation: str,
    comment: str,
    known: dict[str, Parameter],
    definitions: Definitions,
) -> Parameter:
    free = free_names([value]).all
    stable = [n for n in sorted(free) if definitions.is_stable_import(n)]
    imported = {n: definitions.imported[VarName(n)][0].item for n in stable}
    return Parameter(
        name=VarName(name),
        annotation=annotation or literal_type(value, {n: p.annotation for n, p in known.items()}, imported),
        default=_EMPTY.code_for_node(value),
        derived_from=tuple(VarName(n) for n in known if n in free),
        imports=tuple(imported.values()),
        comment=comment,
    )
