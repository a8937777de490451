"""What a block binds first, by statements that cannot fail."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.syntax.scopes import parameter_nodes


def names_bound_first(body: cst.BaseSuite) -> Iterator[str]:
    """Names that the block has bound before anything in it can raise."""
    for statement in body.body:
        parts = statement.body if isinstance(statement, cst.SimpleStatementLine) else [statement]
        for part in parts:
            names = _names_bound_surely(part)
            if names is None:
                return
            yield from names


def _names_bound_surely(node: cst.CSTNode) -> list[str] | None:
    """Names that the statement binds; None if it may fail."""
    match node:
        case cst.Pass():
            return []
        case cst.Assign(targets=targets, value=value) if _is_plain(value):
            names = [target.target.value for target in targets if isinstance(target.target, cst.Name)]
            return names if len(names) == len(targets) else None
        case cst.FunctionDef(decorators=[], returns=None):
            evaluated = [p for p in parameter_nodes(node.params) if p.default is not None or p.annotation is not None]
            return None if evaluated else [node.name.value]
    return None


def _is_plain(value: cst.BaseExpression) -> bool:
    """Whether evaluating it makes something and asks for nothing."""
    if isinstance(value, (cst.List, cst.Tuple)):
        return all(isinstance(element, cst.Element) and _is_plain(element.value) for element in value.elements)
    if isinstance(value, cst.Dict):
        return not value.elements
    return isinstance(value, (cst.SimpleString, cst.BaseNumber)) or (
        isinstance(value, cst.Name) and value.value in ("True", "False", "None")
    )
