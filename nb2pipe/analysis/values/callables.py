"""Functions and classes of the notebook: made where they stand, followed where they are called."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import MAX_VALUES, MAY_BE_GIVEN, NOTHING, SCALAR, draw_from, hold, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Shape, Value, Variable
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.members import find_member, metaclasses_of
from nb2pipe.analysis.values.parameters import bind_parameters
from nb2pipe.model.accesses import Via
from nb2pipe.model.effects import EffectKind
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import dotted_name, names_of_function, parameter_nodes, type_parameter_names
from nb2pipe.syntax.walk import children

#: The part of a function that keeps its results.
CACHES = "<caches>"
CACHING_DECORATORS = {
    "functools.lru_cache", "lru_cache", "functools.cache", "cache", "cached_property", "functools.cached_property",
}  # fmt: skip
#: The part of a function that stands for the contexts in which a decorator lets it run.
CONTEXTS = "<contexts>"
#: The part of a generic function that stands for the cases registered with it.
OTHER_CASES = "<cases>"
MAX_CALL_DEPTH = 24
#: So many levels, and calls on each, of a recursion are followed behind the first ones.
_MAX_ROUNDS = 6
#: Decorators that give the function back, or one that behaves as it does.
TRANSPARENT_DECORATORS = {
    "staticmethod", "classmethod", "property", "abstractmethod", "abc.abstractmethod", "functools.wraps", "wraps",
    "functools.lru_cache", "lru_cache", "functools.cache", "cache", "cached_property", "functools.cached_property",
    "njit", "jit", "numba.njit", "numba.jit", "dataclass", "dataclasses.dataclass", "total_ordering",
    "functools.total_ordering", "contextmanager", "contextlib.contextmanager",
    "asynccontextmanager", "contextlib.asynccontextmanager", "overload", "typing.overload",
    "unique", "enum.unique", "runtime_checkable", "np.vectorize", "numpy.vectorize", "override", "final",
}  # fmt: skip


def make_function(m: Machine, node: cst.FunctionDef | cst.Lambda, frame: Frame, name: str) -> Obj:
    """The function object; defaults are evaluated now, the body only when it is called."""
    obj = m.make(node, "function")
    inner = type_scope(m, node.type_parameters, frame) if isinstance(node, cst.FunctionDef) else None
    obj.name, obj.frame = name, inner or frame
    if frame.parent is not None:
        _capture(obj, node, frame)
    for param in parameter_nodes(node.params):
        if param.default is not None:
            value = m.evaluate(param.default, frame)
            put_part(obj, f"default {param.name.value}", value)
            hold(obj, value)
        if param.annotation is not None:
            _evaluate_annotation(m, param.annotation.annotation, inner or frame)
    if isinstance(node, cst.FunctionDef) and node.returns is not None:
        _evaluate_annotation(m, node.returns.annotation, inner or frame)
    return obj


def _capture(function: Obj, node: cst.FunctionDef | cst.Lambda, frame: Frame) -> None:
    """A function made inside a call keeps what its free names stand for in the calls around it."""
    names = free_names([node]).late
    scope: Frame | None = frame
    while scope is not None and scope.parent is not None:
        if scope.kind == "function":
            scope.closures = {**(scope.closures or {}), function: frozenset(names)}
        for name in names & scope.slots.keys() if scope.kind != "class" else ():
            slot = scope.slots[name]
            if isinstance(slot, Variable):
                hold(function, slot.value)
        scope = scope.parent


def _evaluate_annotation(m: Machine, node: cst.BaseExpression, frame: Frame) -> None:
    if not isinstance(node, (cst.SimpleString, cst.ConcatenatedString)) and not m.is_postponed(node, frame):
        m.evaluate(node, frame)


def run_function(m: Machine, function: Obj, arguments: list[Argument], node: cst.CSTNode) -> Value:
    """Follow a call of a function, lambda or bound method of the notebook."""
    code = function.node
    if not isinstance(code, (cst.FunctionDef, cst.Lambda)) or function.frame is None:
        return NOTHING
    if m.call_stack.count(code) >= 2 or len(m.call_stack) >= MAX_CALL_DEPTH:
        m.read_world("option:sys", node, Via.OPTION)
        return call_later(m, function, arguments, node)
    if m.budget_left() <= 0:
        m.effect(EffectKind.TOO_COMPLEX, function.name, node)
        return _unfollowed(m, arguments, node)
    if isinstance(code, cst.FunctionDef) and _shape_of(m, code).is_generator:
        return (_lazy(m, function, arguments, node, "generator"),)
    if isinstance(code, cst.FunctionDef) and code.asynchronous is not None:
        return (_lazy(m, function, arguments, node, "coroutine"),)
    result = follow_body(m, function, arguments, node)
    if code in m.deferred and code not in m.call_stack:
        result = join(result, follow_deferred(m, code, arguments, node))
    if CACHES not in function.parts:
        return result
    m.recorder.cached_calls[function.name] = None
    return _cached(function, arguments, result)


def call_later(m: Machine, function: Obj, arguments: list[Argument], node: cst.CSTNode) -> Value:
    """Put a call of a function off that runs already, until it is through."""
    code = function.node
    if isinstance(code, (cst.FunctionDef, cst.Lambda)) and any(not o.is_immutable for v, _ in arguments for o in v):
        given = [(in_few(m, value, node), keyword) for value, keyword in arguments]
        m.deferred.setdefault(code, []).append((function, given))
    return _unfollowed(m, arguments, node)


def in_few(m: Machine, value: Value, node: cst.CSTNode) -> Value:
    """A value that may be very many objects, as one that may be each of them: what is made of it stays small."""
    if len(value) <= MAX_VALUES:
        return value
    whole = m.make(node, "", "any")
    whole.traits = MAY_BE_GIVEN
    hold(whole, value, loosely=True)
    return (whole,)


def follow_deferred(m: Machine, code: cst.CSTNode, arguments: list[Argument], node: cst.CSTNode) -> Value:
    """Follow the calls that a recursion makes deeper down, as long as they are given something that was not seen."""
    seen = {obj for value, _ in arguments for obj in value}
    results: list[Value] = []
    for _ in range(_MAX_ROUNDS):
        new = [
            (function, given)
            for function, given in m.deferred.pop(code, [])
            if not seen.issuperset(obj for value, _ in (*given, (function.receiver, None)) for obj in value)
        ]
        for function, given in new[:_MAX_ROUNDS] if m.budget_left() > 0 else ():
            seen.update(obj for value, _ in (*given, (function.receiver, None)) for obj in value)
            with m.journal.perhaps():
                results.append(follow_body(m, function, given, node))
    m.deferred.pop(code, None)
    return join(*results)


def _cached(function: Obj, arguments: list[Argument], result: Value) -> Value:
    """What a function gives that keeps its results: this one, or one that it has given before."""
    owners = function.receiver or (function,)
    if function.name.startswith("property "):
        owners = tuple(obj for value, _ in arguments[:1] for obj in value if obj.type == "instance")
    key = f"<cached {function.name}>"
    given = join(result, *(owner.parts.get(key, NOTHING) for owner in owners))
    for owner in owners:
        put_part(owner, key, given)
        hold(owner, result)
    return given


def follow_body(m: Machine, function: Obj, arguments: list[Argument], node: cst.CSTNode) -> Value:
    """Bind the parameters and follow the body in a frame of its own."""
    code = function.node
    assert isinstance(code, (cst.FunctionDef, cst.Lambda))
    names = _shape_of(m, code)
    frame = Frame("function", function.frame, {}, names.local, names.declared_global, names.declared_nonlocal)
    m.call_stack.append(code)
    m.call_sites.append(id(node))
    m.running.append(function.receiver[0] if function.type == "method" and function.receiver else function)
    m.recorder.call_depth += 1
    contexts = function.parts.get(CONTEXTS, NOTHING)
    try:
        if contexts:
            m.consume_context(contexts, node)
        bind_parameters(m, function, code, arguments, frame, node)
        if isinstance(code, cst.Lambda):
            return m.evaluate(code.body, frame)
        m.execute(code.body, frame)
        if not frame.returned:
            m.silent = node
        return frame.returned
    finally:
        run_operator(m, contexts, ("__exit__",), [(SCALAR, None)] * 3, node)
        m.recorder.call_depth -= 1
        m.running.pop()
        m.call_sites.pop()
        m.call_stack.pop()


def _shape_of(m: Machine, code: cst.FunctionDef | cst.Lambda) -> Shape:
    """What the code of a function says about every call of it; found once."""
    known = m.shapes.get(code)
    if known is None:
        names = names_of_function(code)
        known = m.shapes[code] = Shape(
            frozenset(names.local),
            frozenset(names.declared_global),
            frozenset(names.declared_nonlocal),
            isinstance(code, cst.FunctionDef) and _is_generator(code),
        )
    return known


def _unfollowed(m: Machine, arguments: list[Argument], node: cst.CSTNode) -> Value:
    result = m.make(node, "", "unfollowed")
    for value, _ in arguments:
        hold(result, value, loosely=True)
    return (result,)


def _is_generator(code: cst.FunctionDef) -> bool:
    stack: list[cst.CSTNode] = [code.body]
    while stack:
        node = stack.pop()
        if type(node) is cst.Yield:
            return True
        stack += [
            child for child in children(node) if type(child) is not cst.FunctionDef and type(child) is not cst.Lambda
        ]
    return False


def _lazy(m: Machine, function: Obj, arguments: list[Argument], node: cst.CSTNode, type_: str) -> Obj:
    """A generator or coroutine: its body runs when it is consumed or awaited."""
    obj = m.make(node, type_, "call")
    obj.receiver = (function,)
    for value, _ in arguments:
        draw_from(obj, value)
    m.suspended[obj] = arguments
    return obj


def type_scope(m: Machine, parameters: cst.TypeParameters | None, frame: Frame) -> Frame | None:
    """The scope between a generic definition and its surroundings: its type parameters (PEP 695)."""
    if parameters is None:
        return None
    return Frame("types", frame, {name: m.local_variable(SCALAR) for name in type_parameter_names(parameters)})


def run_operator(
    m: Machine, value: Value, names: tuple[str, ...], arguments: list[Argument], node: cst.CSTNode
) -> Value:
    """Follow the special methods of the notebook's own classes that an operation calls."""
    results: list[Value] = []
    for obj in value:
        if obj.type != "instance" and (obj.type != "class" or not obj.bases):
            continue
        for class_ in obj.bases if obj.type == "instance" else metaclasses_of(obj):
            for name in names:
                results.extend(
                    run_function(m, bind_method(m, function, obj, node), arguments, node)
                    for function in find_member(class_, name)
                    if function.type == "function"
                )
    return join(*results)


#: Special methods that a library may call on an object it is given.
IMPLICIT_METHODS = (
    "__len__", "__iter__", "__next__", "__str__", "__repr__", "__hash__", "__eq__", "__bool__", "__contains__",
    "__lt__", "__getitem__", "__index__", "__int__", "__float__", "__format__", "__array__", "__getstate__",
    "__reduce__", "__reduce_ex__", "__fspath__", "__missing__",
)  # fmt: skip


def bind_method(m: Machine, function: Obj, instance: Obj, node: cst.CSTNode) -> Obj:
    """The function as a method of the instance."""
    method = m.make(node, "method", f"{id(function)}-{id(instance)}")
    method.node, method.frame, method.name, method.receiver = function.node, function.frame, function.name, (instance,)
    method.parts = dict(function.parts)
    return method


def decorator_name(decorator: cst.Decorator) -> str:
    """The dotted name of a decorator, arguments left out."""
    node = decorator.decorator
    return dotted_name(node.func if isinstance(node, cst.Call) else node)
