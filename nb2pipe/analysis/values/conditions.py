"""Tests whose outcome their text tells: `if False`, `while 1`, `if __name__ == "__main__"`, `if TYPE_CHECKING`.

A variable tells nothing here, whatever it was bound to: it may be a parameter, which another run gives another value.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

import libcst as cst

from nb2pipe.analysis.state.objects import Value
from nb2pipe.syntax.scopes import dotted_name

_TYPE_CHECKING = ("typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING")
_CONSTANTS = {"True": True, "False": False, "None": False}
_COMPARISONS: dict[type[cst.CSTNode], Callable[[Any, Any], bool]] = {
    cst.Equal: operator.eq,
    cst.NotEqual: operator.ne,
    cst.LessThan: operator.lt,
    cst.LessThanEqual: operator.le,
    cst.GreaterThan: operator.gt,
    cst.GreaterThanEqual: operator.ge,
}
#: Versions of Python that a notebook may be run by: the first of them, and one that is later than all.
_OLDEST, _LATER_THAN_ALL = (3, 6), (4, 0)


def outcome(test: cst.BaseExpression, value: Value) -> bool | None:
    """Whether the test, of which following it gave this value, is true each time or never; None if that depends."""
    if len(value) == 1 and value[0].type == "external" and value[0].name in _TYPE_CHECKING:
        return False
    return _outcome(test)


def _outcome(test: cst.BaseExpression) -> bool | None:
    match test:
        case cst.Name():
            return _CONSTANTS.get(test.value)
        case cst.Integer() | cst.Float() | cst.SimpleString():
            return bool(test.evaluated_value)
        case cst.UnaryOperation(operator=cst.Not()):
            inner = _outcome(test.expression)
            return None if inner is None else not inner
        case cst.BooleanOperation():
            return _of_both(isinstance(test.operator, cst.And), _outcome(test.left), _outcome(test.right))
        case cst.Comparison() if len(test.comparisons) == 1:
            return _compared(test.left, test.comparisons[0].operator, test.comparisons[0].comparator)
    return None


def _of_both(is_and: bool, left: bool | None, right: bool | None) -> bool | None:
    """`left and right`, or `left or right`: one of them may tell it alone."""
    if (not is_and) in (left, right):
        return not is_and
    return None if None in (left, right) else is_and


def _compared(left: cst.BaseExpression, how: cst.BaseCompOp, right: cst.BaseExpression) -> bool | None:
    compare = _COMPARISONS.get(type(how))
    if compare is None:
        return None
    for one, other in ((left, right), (right, left)):
        if isinstance(one, cst.Name) and one.value == "__name__" and isinstance(other, cst.SimpleString):
            # A notebook runs as `__main__`.
            is_ordered = not isinstance(how, (cst.Equal, cst.NotEqual))
            return None if is_ordered else compare("__main__", other.evaluated_value)
    return _of_version(left, compare, right)


def _of_version(
    left: cst.BaseExpression, compare: Callable[[Any, Any], bool], right: cst.BaseExpression
) -> bool | None:
    """`sys.version_info >= (3, 5)`: what all versions that may run a notebook say."""
    asked = dotted_name(left.value if type(left) is cst.Subscript else left)
    if not asked.startswith("sys.version_info"):
        return None
    known = _constant(right)
    if _is_major(left):
        return compare(_OLDEST[0], known) if isinstance(known, int) else None
    if dotted_name(left) != "sys.version_info" or not isinstance(known, tuple) or set(map(type, known)) != {int}:
        return None
    oldest = compare(_OLDEST, known)
    return oldest if oldest == compare(_LATER_THAN_ALL, known) and not _OLDEST < known < _LATER_THAN_ALL else None


def _is_major(node: cst.CSTNode) -> bool:
    """Whether this is `sys.version_info.major` or `sys.version_info[0]`."""
    match node:
        case cst.Subscript(slice=[cst.SubscriptElement(slice=cst.Index(value=cst.Integer(value="0")))]):
            return dotted_name(node.value) == "sys.version_info"
    return dotted_name(node) == "sys.version_info.major"


def _constant(node: cst.BaseExpression) -> object:
    """The value of a literal; None for any other expression."""
    try:
        return ast.literal_eval(cst.Module([]).code_for_node(node))
    except (ValueError, SyntaxError, RecursionError):
        return None
