"""A cell's functions and classes -> what constants can be made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from nb2pipe.analysis.cells.fixed_values import FixedValue, fixed_value
from nb2pipe.syntax.scopes import dotted_name

#: Methods with which making an instance, or asking it for an attribute, may do anything.
_MAKING = frozenset({"__new__", "__post_init__", "__getattr__", "__getattribute__", "__setattr__", "__init_subclass__"})


@dataclass(frozen=True, slots=True)
class OwnDefinitions:
    """What a cell defines at its top level."""

    #: Functions and classes.
    names: frozenset[str]
    #: Class whose instances hold what they are given and nothing else -> what its defaults are made of.
    records: Mapping[str, tuple[FixedValue, ...]]


def own_definitions(body: Sequence[cst.CSTNode]) -> OwnDefinitions:
    """The functions and classes among the statements of a cell."""
    defined = [node for node in body if isinstance(node, (cst.FunctionDef, cst.ClassDef))]
    records = {node.name.value: _defaults_of(node) for node in defined if isinstance(node, cst.ClassDef)}
    return OwnDefinitions(
        frozenset(node.name.value for node in defined),
        {name: defaults for name, defaults in records.items() if defaults is not None},
    )


def _defaults_of(node: cst.ClassDef) -> tuple[FixedValue, ...] | None:
    """The defaults of a record's fields; None if making an instance may do more than hold them."""
    is_record = any(_called(each.decorator) == "dataclass" for each in node.decorators)
    is_tuple = any(_called(each.value) == "NamedTuple" for each in node.bases)
    if len(node.decorators) > is_record or len(node.bases) > is_tuple or node.keywords:
        return None
    methods = [each for each in node.body.body if isinstance(each, cst.FunctionDef)]
    if _MAKING.intersection(each.name.value for each in methods):
        return None
    values = list(_class_values(node.body.body))
    if not (is_record or is_tuple):
        maker = next((each for each in methods if each.name.value == "__init__"), None)
        values += _set_by(maker) if maker is not None else []
    elif any(each.name.value == "__init__" for each in methods):
        return None
    found = [_fixed(value) for value in values if value is not None]
    fixed = tuple(each for each in found if each is not None)
    return fixed if len(fixed) == len(values) else None


def _fixed(value: cst.BaseExpression) -> FixedValue | None:
    """What a default depends on; it may be another name of a constant, which stands beside the class."""
    found = fixed_value(value)
    return FixedValue(names={value.value}) if found is None and isinstance(value, cst.Name) else found


def _called(node: cst.BaseExpression) -> str:
    """The last name of what is called, or named alone: `dataclass` of `@dataclasses.dataclass(frozen=True)`."""
    return dotted_name(node.func if isinstance(node, cst.Call) else node).rpartition(".")[2]


def _class_values(body: Sequence[cst.CSTNode]) -> Iterator[cst.BaseExpression | None]:
    """What the class's own attributes are set to; None for what does more than set one."""
    for statement in body:
        if isinstance(statement, cst.FunctionDef):
            continue
        for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else (None,):
            match small:
                case cst.AnnAssign(cst.Name(), _, None) | cst.Pass() | cst.Expr(cst.SimpleString()):
                    continue
                case cst.AnnAssign(cst.Name(), _, cst.Call() as call) if _called(call) == "field":
                    yield from map(_field_value, call.args)
                case cst.AnnAssign(cst.Name(), _, value) | cst.Assign([cst.AssignTarget(cst.Name())], value):
                    yield value
                case _:
                    yield None


def _field_value(argument: cst.Arg) -> cst.BaseExpression | None:
    """What a field is set to: `default_factory=list`, or a lambda that gives it."""
    if isinstance(argument.value, cst.Lambda) and not argument.value.params.params:
        return argument.value.body
    if isinstance(argument.value, cst.Name) and argument.value.value in ("list", "dict", "set"):
        return cst.Tuple([])
    return argument.value


def _set_by(maker: cst.FunctionDef) -> list[cst.BaseExpression | None]:
    """What `__init__` sets the instance's attributes to, its arguments aside."""
    parameters = (*maker.params.params, *maker.params.kwonly_params)
    names = [each.name.value for each in parameters]
    if not names or maker.params.star_kwarg or isinstance(maker.params.star_arg, cst.Param):
        return [None]
    values: list[cst.BaseExpression | None] = [each.default for each in parameters if each.default is not None]
    for statement in maker.body.body:
        for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else (None,):
            match small:
                case cst.Pass() | cst.Expr(cst.SimpleString()):
                    continue
                case cst.Assign([cst.AssignTarget(cst.Attribute(cst.Name(target)))], value) if target == names[0]:
                    values += [] if isinstance(value, cst.Name) and value.value in names[1:] else [value]
                case _:
                    return [None]
    return values
