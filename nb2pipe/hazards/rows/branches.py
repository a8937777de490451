"""Branches -> names that their conditions compare, names that they assign, and which of them is taken."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from nb2pipe.hazards.rows.values import Data, Instance, Value
from nb2pipe.syntax.scopes import target_names
from nb2pipe.syntax.walk import children


def comparisons_in(test: cst.BaseExpression) -> list[cst.Comparison]:
    """A comparison, or those of `best is None or score > best`."""
    if isinstance(test, cst.BooleanOperation):
        return [*comparisons_in(test.left), *comparisons_in(test.right)]
    return [test] if isinstance(test, cst.Comparison) else []


def names_compared(node: cst.CSTNode) -> list[str]:
    """The names that stand alone on a side of a comparison."""
    if isinstance(node, cst.Name):
        return [node.value]
    if isinstance(node, cst.ComparisonTarget):
        return names_compared(node.comparator)
    return []


def names_assigned(block: cst.CSTNode) -> list[str]:
    """The names that a block gives values."""
    found: list[str] = []
    for node in children(block):
        if isinstance(node, cst.Assign):
            found += [name for target in node.targets for name in target_names(target.target)]
        else:
            found += names_assigned(node) if not isinstance(node, cst.BaseExpression) else []
    return found


def outcome(test: cst.BaseExpression, held: Callable[[cst.BaseExpression], Value | None]) -> bool | None:
    """Whether a condition holds that asks for an argument or an attribute: `is_train`, `self.scaler is None`.

    `held` gives what a variable or an attribute holds, as far as that is known; None is given where nothing tells.
    """
    match test:
        case cst.Name() | cst.Attribute():
            return {"True": True, "False": False, "None": False}.get(_word(held(test)))
        case cst.Call(
            func=cst.Name(value="hasattr"), args=[cst.Arg(value=owner), cst.Arg(value=cst.SimpleString() as name)]
        ) if isinstance(instance := held(owner), Instance):
            return name.evaluated_value in instance.attributes
        case cst.UnaryOperation(operator=cst.Not(), expression=inner):
            found = outcome(inner, held)
            return None if found is None else not found
        case cst.Comparison(
            left=cst.Name() | cst.Attribute() as asked,
            comparisons=[cst.ComparisonTarget(operator=operator, comparator=other)],
        ):
            value = held(asked)
            is_same = _is_same(value, other) if value is not None else None
            if is_same is None or not isinstance(operator, (cst.Is, cst.Equal, cst.IsNot, cst.NotEqual)):
                return None
            return is_same is isinstance(operator, (cst.Is, cst.Equal))
    return None


def _is_same(value: Value, other: cst.BaseExpression) -> bool | None:
    if isinstance(other, cst.Name) and other.value in ("True", "False", "None"):
        is_model = not isinstance(value, Data)
        return False if is_model else _word(value) == other.value if _word(value) else None
    texts = value.texts if isinstance(value, Data) else frozenset()
    return other.evaluated_value in texts if isinstance(other, cst.SimpleString) and len(texts) == 1 else None


def _word(value: Value | None) -> str:
    return value.word if isinstance(value, Data) else ""
