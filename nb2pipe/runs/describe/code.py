"""Functions, methods and classes -> nodes that do not tell where in a file, or how deep in one, they were written.

A function that is global in the notebook may be nested in a step's function, where its globals are closure cells and
its bytecode differs. So functions are compared by name, signature, defaults, the sets of all names and constants in
their code, and the order in which it loads, stores and calculates; closure cells (edges that start with `CLOSURE`) only
where both sides have them.
"""

from __future__ import annotations

import dis
import enum
import functools
import types
from collections.abc import Iterator
from typing import Any

from .graph import Builder, Node, leaf
from .instructions import instructions_of

#: Edges into closure cells begin with it.
CLOSURE = ".__closure__"

#: Flags of a code object that its author chose: *args, **kwargs, generator, coroutine, async generator.
_FLAGS = 0x04 | 0x08 | 0x20 | 0x80 | 0x200
#: Instructions that calculate: `x + y`, `x > y`, `-x`, `x in y`, `x is y`.
_OPERATORS = ("BINARY_", "INPLACE_", "COMPARE_", "UNARY_", "CONTAINS_", "IS_")
_ACTIONS = ("LOAD", "STORE", "DELETE")
_CONSTANTS = frozenset({"LOAD_CONST", "LOAD_SMALL_INT"})
#: What the body of a class says about itself: where it stands, not what it does.
_ABOUT_A_CLASS = frozenset({"__doc__", "__firstlineno__", "__qualname__", "__static_attributes__"})
#: Attributes without dunder, and methods with one, that Python itself adds to classes.
_WRITTEN_BY_PYTHON = frozenset({"_abc_impl", "__annotate__", "__annotate_func__"})


def shape_function(value: types.FunctionType, builder: Builder) -> Node:
    """A function of the notebook by what it does, one of a library by its name."""
    label = builder.qualify(value.__module__, value.__qualname__)
    if not builder.is_own(value.__module__):
        return leaf("function", label)
    parts: list[tuple[str, object]] = [
        (".__defaults__", value.__defaults__),
        (".__kwdefaults__", value.__kwdefaults__),
    ]
    parts += [(f".{name}", item) for name, item in sorted(vars(value).items()) if name != "__wrapped__"]
    parts += _cells(value)
    return ("function", label, _signature_and_body(value.__code__), builder.children(parts))


def shape_code(value: types.CodeType, builder: Builder) -> Node:  # noqa: ARG001  a shape
    """A code object by what it does."""
    return ("value", value.co_name, _signature_and_body(value), ())


def shape_method(value: types.MethodType, builder: Builder) -> Node:
    """A bound method by its object and its function."""
    parts = [(".__self__", value.__self__), (".__func__", value.__func__)]
    return ("method", value.__func__.__name__, None, builder.children(parts))


def shape_builtin(value: Any, builder: Builder) -> Node:
    """A function written in C by its name, with the object it is bound to."""
    owner = getattr(value, "__self__", None)
    bound = [] if owner is None or isinstance(owner, types.ModuleType) else [(".__self__", owner)]
    name = builder.qualify(getattr(value, "__module__", None), value.__qualname__)
    return ("function", name, None, builder.children(bound))


def shape_partial(value: functools.partial[Any], builder: Builder) -> Node:
    """A partial by what it calls and with what."""
    parts = [(".func", value.func), (".args", value.args), (".keywords", value.keywords)]
    return ("object", builder.label(type(value)), None, builder.children(parts))


def shape_class(value: type, builder: Builder) -> Node:
    """A class of the notebook by its bases, methods and attributes, one of a library by its name."""
    label = builder.label(value)
    if not builder.is_own(getattr(value, "__module__", None)):
        return leaf("class", label)
    bases = tuple(builder.label(base) for base in value.__bases__)
    if issubclass(value, enum.Enum):
        members = ((f".{member.name}", member.value) for member in value)
        return ("class", label, bases, builder.children(members))
    parts = [(f".{name}", _unwrapped(vars(value)[name])) for name in sorted(vars(value)) if _is_written(value, name)]
    return ("class", label, bases, builder.children(parts))


def _signature_and_body(code: types.CodeType) -> tuple[object, ...]:
    arguments = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    counts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags & _FLAGS)
    names, constants = (tuple(sorted(set(found))) for found in (_names(code), _constants(code)))
    return (arguments, counts, names, constants, " ".join(operations_of(code)))


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_varnames
    # A nested function also lists variables that only annotations mention: they are free, but never loaded.
    loaded = (step for step in instructions_of(code) if step.opcode in dis.hasname or step.opname.endswith("DEREF"))
    yield from (str(step.argval) for step in loaded)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)


def _constants(code: types.CodeType) -> Iterator[str]:
    """Source of the constants that the code loads; a function's docstring is none of them."""
    steps = instructions_of(code)
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        if step.opcode not in dis.hasconst and step.opname != "LOAD_SMALL_INT":
            continue
        if after is not None and after.argval in _ABOUT_A_CLASS:
            continue
        constant = step.argval
        if isinstance(constant, types.CodeType):
            yield from _constants(constant)
        elif isinstance(constant, str):
            yield repr(constant.rpartition("<locals>.")[2])
        elif constant is not None:
            yield repr(sorted(map(repr, constant)) if isinstance(constant, frozenset) else constant)


def operations_of(code: types.CodeType) -> Iterator[str]:
    """What the code does with names and operators, in order, and without how it gets at a name."""
    cells = {*code.co_freevars, *code.co_cellvars}
    for step in instructions_of(code):
        action = next((word for word in _ACTIONS if step.opname.startswith(word)), "")
        if step.opname.startswith(_OPERATORS):
            yield f"{step.opname}:{step.argrepr}"
        elif action and isinstance(step.argval, (str, tuple)):
            names = [step.argval] if isinstance(step.argval, str) else step.argval
            # Making a nested function loads the cells that it closes over, which are globals on the other side.
            is_cell = step.opname == "LOAD_CLOSURE" or (step.opname.startswith("LOAD_FAST") and {*names} & cells)
            if step.opname not in _CONSTANTS and not is_cell:
                yield f"{action.lower()}:{','.join(names)}"
        elif isinstance(step.argval, types.CodeType):
            yield from operations_of(step.argval)


def _cells(value: types.FunctionType) -> Iterator[tuple[str, object]]:
    for name, cell in zip(value.__code__.co_freevars, value.__closure__ or (), strict=True):
        try:
            yield f"{CLOSURE}[{name!r}]", cell.cell_contents
        except ValueError:  # not assigned yet
            continue


def _unwrapped(attribute: object) -> object:
    if isinstance(attribute, (staticmethod, classmethod)):
        return (type(attribute).__name__, attribute.__func__)
    if isinstance(attribute, property):
        return ("property", attribute.fget, attribute.fset, attribute.fdel)
    if isinstance(attribute, functools.cached_property):
        return ("cached_property", attribute.func)
    return attribute


def _is_written(cls: type, name: str) -> bool:
    """Whether the author of the class wrote the attribute."""
    attribute = vars(cls)[name]
    if name in _WRITTEN_BY_PYTHON or isinstance(attribute, (types.MemberDescriptorType, types.GetSetDescriptorType)):
        return False
    is_dunder = name.startswith("__") and name.endswith("__")
    return not is_dunder or isinstance(attribute, (types.FunctionType, staticmethod, classmethod))
