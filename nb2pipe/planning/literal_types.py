"""The expression that a parameter is given -> the type annotation of its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import libcst as cst

from nb2pipe.model.plan import Import

_ANY = "Any"
_NUMBERS = ("int", "float", "complex")
_BUILT_IN = frozenset({"list", "dict", "set", "frozenset", "tuple", *_NUMBERS})
_ATOMS: Mapping[type, str] = {
    cst.Integer: "int",
    cst.Float: "float",
    cst.Imaginary: "complex",
    cst.FormattedString: "str",
    cst.Comparison: "bool",
}
#: Constructors whose values can be read from text, and so be parameters with a type of their own.
_READABLE = frozenset(
    {
        "datetime.date",
        "datetime.datetime",
        "datetime.time",
        "datetime.timedelta",
        "decimal.Decimal",
        "fractions.Fraction",
        "pandas.Timedelta",
        "pandas.Timestamp",
        "pathlib.Path",
        "uuid.UUID",
    }
)
_DURATIONS = ("timedelta", "Timedelta")
#: Functions that give a text, and those that give one where their second argument is one.
_GIVING_TEXT = frozenset({f"os.path.{name}" for name in ("join", "abspath", "expanduser", "dirname")} | {"os.getcwd"})
_OF_ENVIRONMENT = frozenset({"os.environ.get", "os.getenv"})


def literal_type(value: cst.BaseExpression, known: Mapping[str, str], imported: Mapping[str, Import]) -> str:
    """The annotation; `Any` where the expression does not show it.

    `known` has the types of the parameters above, `imported` what names are imports of.
    """

    def of(part: cst.BaseExpression) -> str:
        return literal_type(part, known, imported)

    if type(value) in _ATOMS:
        return _ATOMS[type(value)]
    match value:
        case cst.SimpleString():
            return "bytes" if "b" in value.prefix.lower() else "str"
        case cst.ConcatenatedString():
            return of(value.left)
        case cst.Name():
            return "bool" if value.value in ("True", "False") else known.get(value.value, _ANY)
        case cst.UnaryOperation():
            return "bool" if isinstance(value.operator, cst.Not) else of(value.expression)
        case cst.BinaryOperation():
            return _of_operation(of(value.left), value, of(value.right))
        case cst.List() | cst.Set():
            kind = "list" if isinstance(value, cst.List) else "set"
            inner = _common(of(element.value) for element in value.elements)
            return f"{kind}[{inner}]" if inner else kind
        case cst.Tuple():
            parts = [of(element.value) for element in value.elements]
            is_plain = all(isinstance(element, cst.Element) for element in value.elements)
            # Items of one kind may be more or fewer: where the code needs that many, it says so itself.
            is_alike = len(set(parts)) == 1 and parts[0] != _ANY
            items = f"{parts[0]}, ..." if is_alike else ", ".join(parts)
            return f"tuple[{items}]" if parts and is_plain else "tuple"
        case cst.Dict():
            return _of_dict([element for element in value.elements if isinstance(element, cst.DictElement)], of)
        case cst.Call():
            return _of_call(value, imported, of)
    return _ANY


def _of_operation(left: str, value: cst.BinaryOperation, right: str) -> str:
    if left in _NUMBERS and right in _NUMBERS:
        if isinstance(value.operator, cst.Divide) or {left, right} == {"int", "float"}:
            return "float"
        # A negative exponent makes an integer's power a float.
        is_open = isinstance(value.operator, cst.Power) and not isinstance(value.right, cst.Integer)
        return left if left == right and not (is_open and left == "int") else _ANY
    if left == right == "str" and isinstance(value.operator, cst.Add):
        return "str"
    is_joined = left.rpartition(".")[2] == "Path" and isinstance(value.operator, cst.Divide)
    return left if is_joined else _of_times(left, value.operator, right)


def _of_times(left: str, operator: cst.BaseBinaryOp, right: str) -> str:
    """What an operation with durations gives: `end - timedelta(days=1)`, `2 * gap`."""
    kinds = [each.rpartition(".")[2] for each in (left, right)]
    is_scaled = isinstance(operator, (cst.Multiply, cst.Divide, cst.FloorDivide)) and right in ("int", "float")
    is_moved = isinstance(operator, (cst.Add, cst.Subtract)) and kinds[1] in _DURATIONS
    if kinds[0] in _DURATIONS and (is_scaled or (is_moved and left == right)):
        return left
    if isinstance(operator, cst.Multiply) and left in ("int", "float") and kinds[1] in _DURATIONS:
        return right
    return left if kinds[0] in ("date", "datetime", "Timestamp") and is_moved else _ANY


def _common(types: Iterable[str]) -> str:
    """The one type of all elements; empty if there is none."""
    found = set(types)
    if found == {"int", "float"}:
        return "float"
    return found.pop() if len(found) == 1 and _ANY not in found else ""


def _of_dict(elements: list[cst.DictElement], of: Callable[[cst.BaseExpression], str]) -> str:
    keys = _common(of(element.key) for element in elements)
    values = _common(of(element.value) for element in elements)
    return f"dict[{keys}, {values or _ANY}]" if keys else "dict"


def _of_call(value: cst.Call, imported: Mapping[str, Import], of: Callable[[cst.BaseExpression], str]) -> str:
    if isinstance(value.func, cst.Attribute) and value.func.attr.value == "joinpath":
        return of(value.func.value)
    source = cst.Module([]).code_for_node(value.func)
    root, _, rest = source.partition(".")
    if root not in imported:
        return source if source in _BUILT_IN else _ANY
    item = imported[root]
    qualified = ".".join(filter(None, [item.module, item.member, rest]))
    if qualified in _GIVING_TEXT:
        return "str"
    if qualified in _OF_ENVIRONMENT and len(value.args) == 2 and of(value.args[1].value) == "str":
        return "str"
    return source if qualified in _READABLE else _ANY
