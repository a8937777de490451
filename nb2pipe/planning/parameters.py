"""The parameters cell -> typed parameters with defaults."""

from __future__ import annotations

import libcst as cst

from nb2pipe.model.analysis import Analysis, Role
from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Parameter
from nb2pipe.planning.definitions import Definitions
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
    return Parameter(
        name=VarName(name),
        annotation=annotation or annotation_of(value),
        default=_EMPTY.code_for_node(value),
        derived_from=tuple(VarName(n) for n in known if n in free),
        imports=tuple(
            definitions.imported[VarName(n)][0].item for n in sorted(free) if definitions.is_stable_import(n)
        ),
        comment=comment,
    )


def annotation_of(value: cst.BaseExpression) -> str:
    """The type annotation of a literal; `Any` for everything else."""
    match value:
        case cst.Integer():
            return "int"
        case cst.Float():
            return "float"
        case cst.SimpleString() | cst.ConcatenatedString() | cst.FormattedString():
            return "bytes" if isinstance(value, cst.SimpleString) and "b" in value.prefix else "str"
        case cst.Name(value="True") | cst.Name(value="False"):
            return "bool"
        case cst.UnaryOperation():
            return annotation_of(value.expression)
        case cst.List() | cst.Set():
            inner = {annotation_of(element.value) for element in value.elements}
            kind = "list" if isinstance(value, cst.List) else "set"
            return f"{kind}[{inner.pop()}]" if len(inner) == 1 else kind
        case cst.Tuple():
            parts = [annotation_of(element.value) for element in value.elements]
            return f"tuple[{', '.join(parts)}]" if parts else "tuple"
        case cst.Dict():
            return _dict_annotation(value)
    return "Any"


def _dict_annotation(value: cst.Dict) -> str:
    keys: set[str] = set()
    values: set[str] = set()
    for element in value.elements:
        if not isinstance(element, cst.DictElement):
            return "dict"
        keys.add(annotation_of(element.key))
        values.add(annotation_of(element.value))
    if len(keys) == 1:
        return f"dict[{keys.pop()}, {values.pop() if len(values) == 1 else 'Any'}]"
    return "dict"
