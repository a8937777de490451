"""Functions, classes and imports bound to their names."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.careful_libraries import PURE_LIBRARIES
from nb2pipe.analysis.libraries.applying import APPLICABLE, apply
from nb2pipe.analysis.outside.module_files import read_module
from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import SCALAR, hold, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value
from nb2pipe.analysis.values.callables import (
    CACHES,
    CACHING_DECORATORS,
    CONTEXTS,
    OTHER_CASES,
    TRANSPARENT_DECORATORS,
    decorator_name,
    make_function,
)
from nb2pipe.analysis.values.classes import make_class
from nb2pipe.analysis.values.members import library_bases
from nb2pipe.model.accesses import BindingKind, Via
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import SEARCH_PATH
from nb2pipe.syntax.scopes import dotted_name, import_bindings


def define_function(m: Machine, node: cst.FunctionDef, frame: Frame) -> None:
    """Bind a function, as its decorators leave it."""
    function = make_function(m, node, frame, node.name.value)
    result: Value = (function,)
    for decorator in reversed(node.decorators):
        name = decorator_name(decorator)
        if name in CACHING_DECORATORS:
            put_part(function, CACHES, SCALAR)
        if name in ("staticmethod", "classmethod", "property", "cached_property", "functools.cached_property"):
            m.evaluate(decorator.decorator, frame)
            prefix = {"staticmethod": "static ", "classmethod": "class "}.get(name, "property ")
            function.name = prefix + function.name
            continue
        if name.endswith((".setter", ".getter", ".deleter")):
            m.bind(f"{name}", result, frame, node.name, BindingKind.DEFINITION)
            return
        if "." in name:
            # `@function.register` gives a function of the notebook another case, and `@app.route` an object a function.
            owner = m.look_up(name.partition(".")[0], frame, None)
            registered = tuple([obj for obj in owner if obj.type == "function"])
            keeping = tuple([obj for obj in owner if not obj.type])
            m.change(registered + keeping, decorator)
            for obj in keeping:
                hold(obj, (function,))
            for generic in registered if name.endswith(".register") else ():
                put_part(generic, OTHER_CASES, join(generic.parts.get(OTHER_CASES, ()), (function,)))
        decorating = m.evaluate(decorator.decorator, frame)
        if name in TRANSPARENT_DECORATORS:
            continue
        _run_in_contexts(result, decorating)
        made = join(*(apply(m, each, [(result, None)], decorator) for each in decorating if each.type in APPLICABLE))
        result = join(made, result) if not any(obj.type in ("function", "method", "instance") for obj in made) else made
    m.bind(node.name.value, result, frame, node.name, BindingKind.DEFINITION)


def _run_in_contexts(functions: Value, decorating: Value) -> None:
    """Let functions that are decorated with a context manager enter and leave it with each call."""
    contexts = tuple(obj for obj in decorating if obj.type == "generator" or _is_context(obj))
    for function in functions:
        if contexts and function.type == "function":
            put_part(function, CONTEXTS, join(function.parts.get(CONTEXTS, ()), contexts))
            hold(function, contexts)


def _is_context(obj: Obj) -> bool:
    return obj.type == "instance" and any(
        "contextlib.ContextDecorator" in library_bases(class_) for class_ in obj.bases
    )


def define_class(m: Machine, node: cst.ClassDef, frame: Frame) -> None:
    """Bind a class."""
    decorators = [(decorator, m.evaluate(decorator.decorator, frame)) for decorator in node.decorators]
    result: Value = (make_class(m, node, frame),)
    for decorator, decorating in reversed(decorators):
        functions = [obj for obj in decorating if obj.type in APPLICABLE]
        result = join(*(apply(m, each, [(result, None)], decorator) for each in functions), result)
    m.bind(node.name.value, result, frame, node.name, BindingKind.DEFINITION)


def bind_import(m: Machine, node: cst.Import | cst.ImportFrom, frame: Frame) -> None:
    """Bind the names of an import; it reads the search path, and files that may be the module."""
    module = "." * len(node.relative) + dotted_name(node.module) if isinstance(node, cst.ImportFrom) else ""
    if not _is_well_known(node, module):
        m.read_world(SEARCH_PATH, node, Via.OPTION)
    if module:
        read_module(m, module, node)
    if isinstance(node.names, cst.ImportStar):
        m.effect(EffectKind.STAR_IMPORT, module, node)
        exported = m.surroundings.star_exports.get(module)
        if exported is None:
            m.unknown_names_from = (m.recorder.cell, module)
        for name in sorted(exported or ()):
            m.bind(name, (m.external(f"{module}.{name}"),), frame, node, BindingKind.IMPORT)
        return
    for name, alias in import_bindings(node):
        full = dotted_name(alias.name)
        if isinstance(node, cst.ImportFrom):
            qualified = f"{module}.{full}"
            read_module(m, qualified, node)
        else:
            qualified = full if alias.asname is not None else full.partition(".")[0]
            m.modules |= {full, qualified}
            read_module(m, full, node)
        if module == "__future__" and full == "annotations":
            m.postpone_annotations(node)
        m.bind(name, (m.external(qualified),), frame, alias, BindingKind.IMPORT)


def _is_well_known(node: cst.Import | cst.ImportFrom, module: str) -> bool:
    """Whether nobody would put another module of these names into the search path."""
    names = [module] if module or isinstance(node.names, cst.ImportStar) else [dotted_name(a.name) for a in node.names]
    return all(name.partition(".")[0] in PURE_LIBRARIES for name in names)


def class_made_by(source: cst.CSTNode) -> str | None:
    """The name under which a call such as `namedtuple("P", …)` makes a class; None for any other expression."""
    if type(source) is not cst.Call or dotted_name(source.func).rpartition(".")[2] not in _CLASS_MAKERS:
        return None
    first = source.args[0].value if source.args else None
    if isinstance(first, cst.SimpleString) and dotted_name(source.func).rpartition(".")[2] != "getLogger":
        return str(first.evaluated_value)
    return ""


_CLASS_MAKERS = {
    "namedtuple", "NamedTuple", "TypeVar", "NewType", "TypedDict", "Enum", "IntEnum", "Flag", "IntFlag", "StrEnum",
    "make_dataclass", "ParamSpec", "getLogger",
}  # fmt: skip
