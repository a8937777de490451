"""Classes whose constructor Python writes: dataclasses and typed named tuples, and what it stores."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.analysis.state.heap import NOTHING
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.syntax.scopes import dotted_name


def is_record(class_: Obj) -> bool:
    """Whether the fields of the class are the parameters of its constructor."""
    node = class_.node
    if not isinstance(node, cst.ClassDef):
        return False
    names = [_called(decorator.decorator) for decorator in node.decorators]
    return any(name.rpartition(".")[2] in _MAKERS for name in names) or any(
        base.name in _BASES or is_record(base) for base in class_.bases
    )


#: Decorators that write a constructor.
_MAKERS = ("dataclass", "define", "frozen", "mutable", "attrs")
_BASES = ("typing.NamedTuple", "pydantic.BaseModel", "msgspec.Struct")


def record_fields(class_: Obj) -> dict[str, cst.BaseExpression | None]:
    """The fields in the order of the constructor's parameters, with their defaults."""
    fields: dict[str, cst.BaseExpression | None] = {}
    for base in reversed(class_.bases):
        if base is not class_ and base.type == "class":
            fields.update(record_fields(base))
    if isinstance(class_.node, cst.ClassDef):
        for statement in _annotated(class_.node):
            if isinstance(statement.target, cst.Name) and "ClassVar" not in _called(statement.annotation.annotation):
                fields[statement.target.value] = statement.value
    return fields


def init_variables(class_: Obj) -> list[str]:
    """The parameters of the constructor that no field keeps, and `__post_init__` is given: `InitVar`."""
    bases = [
        name for base in class_.bases if base.type == "class" and base is not class_ for name in init_variables(base)
    ]
    own = _annotated(class_.node) if isinstance(class_.node, cst.ClassDef) else ()
    found = [each.target.value for each in own if isinstance(each.target, cst.Name) and _is_init_variable(each)]
    return bases + found


def _is_init_variable(statement: cst.AnnAssign) -> bool:
    return "InitVar" in _called(statement.annotation.annotation)


def factory_of(default: cst.BaseExpression | None) -> cst.BaseExpression | None:
    """What makes a field's default anew for each instance: `field(default_factory=…)`."""
    if not isinstance(default, cst.Call):
        return None
    made = [arg.value for arg in default.args if arg.keyword is not None and arg.keyword.value in _FACTORIES]
    return made[0] if made else None


_FACTORIES = ("default_factory", "factory")


def given_fields(names: list[str], arguments: list[tuple[Value, str | None]]) -> dict[str, Value]:
    """Which field each argument is for; none where some are unpacked."""
    positional = [value for value, keyword in arguments if keyword is None]
    if any(keyword in ("*", "**") for _, keyword in arguments):
        positional = []
    given = dict(zip(names, positional, strict=False))
    given.update({keyword: value for value, keyword in arguments if keyword in names})
    return {name: value for name, value in given.items() if value != NOTHING}


def _annotated(node: cst.ClassDef) -> Iterator[cst.AnnAssign]:
    for line in node.body.body:
        for statement in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(statement, cst.AnnAssign):
                yield statement


def _called(node: cst.BaseExpression) -> str:
    """The dotted name at the root of `name`, `name(…)` or `name[…]`."""
    while isinstance(node, (cst.Call, cst.Subscript)):
        node = node.func if isinstance(node, cst.Call) else node.value
    return dotted_name(node)
