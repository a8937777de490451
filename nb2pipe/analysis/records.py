"""Dataclasses and NamedTuple classes: what their generated `__init__` puts into the fields of an instance."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import libcst as cst

from nb2pipe.analysis.heap import NOTHING, Obj, Value, hold, join
from nb2pipe.analysis.machine import Machine
from nb2pipe.syntax.scopes import dotted_name

#: An argument: its value, and its keyword (`None` for positional, `*` and `**` for unpacked ones).
_Argument = tuple[Value, str | None]
_DECORATORS = {"dataclass", "dataclasses.dataclass"}
_BASES = {"typing.NamedTuple"}


def is_record(class_: Obj) -> bool:
    """Whether the class, or one that it derives from, gets its `__init__` from its fields."""
    node = class_.node
    if class_.name in _BASES or not isinstance(node, cst.ClassDef):
        return class_.name in _BASES
    names = [d.decorator.func if isinstance(d.decorator, cst.Call) else d.decorator for d in node.decorators]
    return any(dotted_name(name) in _DECORATORS for name in names) or any(map(is_record, class_.bases))


def fill_fields(
    m: Machine, class_: Obj, instance: Obj, arguments: list[_Argument], make: Callable[[Obj, cst.CSTNode], Value]
) -> None:
    """Bind the fields of an instance to the arguments, and those left over to their defaults.

    `make` calls a default factory.
    """
    positional = [value for value, keyword in arguments if keyword is None]
    named = {keyword: value for value, keyword in arguments if keyword not in (None, "*", "**")}
    spread = join(*(value for value, keyword in arguments if keyword in ("*", "**")))
    for owner, field in _fields(class_):
        name = field.target.value if isinstance(field.target, cst.Name) else ""
        if positional:
            value = positional.pop(0)
        elif name in named:
            value = named[name]
        else:
            value = join(spread, _default(m, owner, field, make))
        if value:
            instance.parts[name] = value
            hold(instance, value)


def _fields(class_: Obj) -> Iterator[tuple[Obj, cst.AnnAssign]]:
    for base in class_.bases:
        if base is not class_:
            yield from _fields(base)
    if isinstance(class_.node, cst.ClassDef) and isinstance(class_.node.body, cst.IndentedBlock):
        for line in class_.node.body.body:
            if isinstance(line, cst.SimpleStatementLine):
                yield from ((class_, small) for small in line.body if isinstance(small, cst.AnnAssign))


def _default(m: Machine, owner: Obj, field: cst.AnnAssign, make: Callable[[Obj, cst.CSTNode], Value]) -> Value:
    """What the field has where no argument gives it a value; a factory makes a new object each time."""
    call = field.value
    if not isinstance(call, cst.Call) or dotted_name(call.func).rpartition(".")[2] != "field":
        return NOTHING
    given = {arg.keyword.value: arg.value for arg in call.args if arg.keyword is not None}
    if owner.frame is None or "default_factory" not in given:
        return m.evaluate(given["default"], owner.frame) if owner.frame is not None and "default" in given else NOTHING
    return join(*(make(factory, field) for factory in m.evaluate(given["default_factory"], owner.frame)))
