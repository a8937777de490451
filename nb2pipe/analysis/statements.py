"""Statements followed, branches joined: what is certain, what may be."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from nb2pipe.analysis.callables import (
    TRANSPARENT_DECORATORS, decorator_name, make_class, make_function, mentions_yield, run_function, run_operator,
)  # fmt: skip
from nb2pipe.analysis.expressions import bind_target, root_name
from nb2pipe.analysis.files import file_effect
from nb2pipe.analysis.frames import Changes, Frame
from nb2pipe.analysis.heap import NOTHING, SCALAR, Obj, Value, elements, hold, join, spill
from nb2pipe.analysis.machine import Flow, Machine
from nb2pipe.model.analysis import BindingKind, EffectKind
from nb2pipe.syntax.scopes import dotted_name, import_bindings, target_names


def execute(m: Machine, node: cst.CSTNode, frame: Frame) -> Flow:
    """Follow a block: an indented block, a one-line suite, or a list of statements."""
    if isinstance(node, (cst.IndentedBlock, cst.SimpleStatementSuite)):
        return execute_all(m, node.body, frame)
    return statement(m, node, frame)


def execute_all(m: Machine, nodes: Iterable[cst.CSTNode], frame: Frame) -> Flow:
    """Follow statements in order; after one that may leave the block, the rest is not certain."""
    pending = list(nodes)
    for position, node in enumerate(pending):
        flow = statement(m, node, frame)
        if flow is Flow.STOP:
            return Flow.STOP
        if flow is Flow.MAYBE and position + 1 < len(pending):
            m.journal.begin()
            execute_all(m, pending[position + 1 :], frame)
            m.journal.merge([m.journal.rollback(), {}])
            return Flow.MAYBE
    return Flow.NEXT


def statement(m: Machine, node: cst.CSTNode, frame: Frame) -> Flow:
    """Follow one statement."""
    m.budget -= 1
    match node:
        case cst.SimpleStatementLine():
            return execute_all(m, node.body, frame)
        case cst.Expr():
            m.evaluate(node.value, frame)
        case cst.Assign():
            value = m.evaluate(node.value, frame)
            for target in node.targets:
                _assign(m, target.target, node.value, value, frame)
        case cst.AnnAssign():
            _annotated(m, node, frame)
        case cst.AugAssign():
            _augmented(m, node, frame)
        case cst.If():
            return _if(m, node, frame)
        case cst.For():
            return _for(m, node, frame)
        case cst.While():
            return _while(m, node, frame)
        case cst.With():
            return _with(m, node, frame)
        case cst.Try() | cst.TryStar():
            return _try(m, node, frame)
        case cst.Match():
            return _match(m, node, frame)
        case cst.FunctionDef():
            _define_function(m, node, frame)
        case cst.ClassDef():
            _define_class(m, node, frame)
        case cst.Import() | cst.ImportFrom():
            _import(m, node, frame)
        case cst.Del():
            _delete(m, node.target, frame)
        case cst.Return():
            if node.value is not None:
                frame.returned = join(frame.returned, m.evaluate(node.value, frame))
            return Flow.STOP
        case cst.Raise():
            for part in (node.exc, node.cause):
                if part is not None:
                    m.raised.extend(m.evaluate(part.item if isinstance(part, cst.From) else part, frame))
            return Flow.STOP
        case cst.Break() | cst.Continue():
            return Flow.STOP
        case cst.Assert():
            m.evaluate(node.test, frame)
            if node.msg is not None:
                m.evaluate(node.msg, frame)
        case cst.Global() if frame.parent is None or frame.kind == "class":
            pass
        case cst.TypeAlias():
            m.bind(node.name.value, SCALAR, frame, node.name)
    return Flow.NEXT


def _assign(m: Machine, target: cst.CSTNode, source: cst.CSTNode, value: Value, frame: Frame) -> None:
    if isinstance(target, cst.Name):
        made_class = class_made_by(source)
        if made_class is not None and frame.parent is None and not all(obj.name.startswith("logging.") for obj in value):
            class_ = m.make(source, "class", "made")
            class_.name = target.value if made_class in ("", target.value) else f"{made_class} under another name"
            value = (class_,)
        defines = isinstance(source, cst.Lambda) or made_class is not None
        m.bind(target.value, value, frame, target, BindingKind.DEFINITION if defines else BindingKind.VALUE)
    else:
        bind_target(m, target, value, frame)


_CLASS_MAKERS = {
    "namedtuple", "NamedTuple", "TypeVar", "NewType", "TypedDict", "Enum", "IntEnum", "Flag", "IntFlag", "StrEnum",
    "make_dataclass", "ParamSpec", "getLogger",
}  # fmt: skip


def class_made_by(source: cst.CSTNode) -> str | None:
    """The name under which a call such as `namedtuple("P", …)` makes a class; None for any other expression."""
    if not isinstance(source, cst.Call) or dotted_name(source.func).rpartition(".")[2] not in _CLASS_MAKERS:
        return None
    first = source.args[0].value if source.args else None
    if isinstance(first, cst.SimpleString) and dotted_name(source.func).rpartition(".")[2] != "getLogger":
        return str(first.evaluated_value)
    return ""


def _annotated(m: Machine, node: cst.AnnAssign, frame: Frame) -> None:
    is_text = isinstance(node.annotation.annotation, (cst.SimpleString, cst.ConcatenatedString))
    if not is_text and frame.kind != "function" and not m.postpones_annotations:
        m.evaluate(node.annotation.annotation, frame)
    if node.value is not None:
        bind_target(m, node.target, m.evaluate(node.value, frame), frame)
    elif frame.kind == "class":
        frame.slots.pop("", None)


_IN_PLACE = ("list", "set", "dict", "ndarray", "DataFrame", "Series", "deque", "bytearray")


def _augmented(m: Machine, node: cst.AugAssign, frame: Frame) -> None:
    target = node.target
    if not isinstance(target, cst.Name):
        old = m.evaluate(target, frame)
        value = m.evaluate(node.value, frame)
        for obj in old:
            spill(obj, value)
        in_place = tuple(obj for obj in old if obj.type in _IN_PLACE or obj.type == "")
        if in_place:
            m.change(in_place, node, through=root_name(target), is_guess=all(o.type == "" for o in in_place))
        bind_target(m, target, join(old, value) if old else value, frame)
        return
    old = m.look_up(target.value, frame, target)
    value = m.evaluate(node.value, frame)
    known = tuple(obj for obj in old if obj.type in _IN_PLACE)
    unknown = tuple(obj for obj in old if obj.type == "")
    made = run_operator(m, old, (_IN_PLACE_OPERATORS.get(type(node.operator).__name__, ""),), [(value, None)], node)
    if not made:
        plain = _IN_PLACE_OPERATORS.get(type(node.operator).__name__, "").replace("__i", "__", 1)
        made = run_operator(m, old, (plain,), [(value, None)], node)
    for obj in known:
        spill(obj, value)
    for obj in unknown:
        hold(obj, elements(value), loosely=True)
    if known:
        m.change(known, node, through=target.value)
    elif unknown:
        m.change(unknown, node, through=target.value, is_guess=True)
    kept = join(known, unknown, made)
    if not kept:
        types = {obj.type for obj in join(old, value)}
        kept = (m.make(node, next(iter(types)) if len(types) == 1 else "scalar"),)
    m.bind(target.value, kept, frame, target)


_IN_PLACE_OPERATORS = {
    "AddAssign": "__iadd__", "SubtractAssign": "__isub__", "MultiplyAssign": "__imul__", "DivideAssign": "__itruediv__",
    "BitOrAssign": "__ior__", "BitAndAssign": "__iand__", "FloorDivideAssign": "__ifloordiv__",
    "ModuloAssign": "__imod__", "PowerAssign": "__ipow__", "BitXorAssign": "__ixor__", "MatrixMultiplyAssign": "__imatmul__",
}  # fmt: skip


def _branch(m: Machine, body: cst.CSTNode | Iterable[cst.CSTNode], frame: Frame) -> tuple[Flow, Changes]:
    m.journal.begin()
    flow = execute_all(m, body, frame) if not isinstance(body, cst.CSTNode) else execute(m, body, frame)
    return flow, m.journal.rollback()


def _combined(flows: list[Flow]) -> Flow:
    if all(flow is Flow.STOP for flow in flows):
        return Flow.STOP
    return Flow.NEXT if all(flow is Flow.NEXT for flow in flows) else Flow.MAYBE


def _if(m: Machine, node: cst.If, frame: Frame) -> Flow:
    m.evaluate(node.test, frame)
    if _is_main_guard(node.test):
        # A notebook runs as `__main__`.
        return execute(m, node.body, frame)
    first = _branch(m, node.body, frame)
    second: tuple[Flow, Changes] = (Flow.NEXT, {})
    if isinstance(node.orelse, cst.If):
        m.journal.begin()
        flow = _if(m, node.orelse, frame)
        second = (flow, m.journal.rollback())
    elif node.orelse is not None:
        second = _branch(m, node.orelse.body, frame)
    m.journal.merge([first[1], second[1]])
    return _combined([first[0], second[0]])


def _is_main_guard(test: cst.BaseExpression) -> bool:
    names = {part.value for part in (test,) if isinstance(part, cst.Name)}
    if isinstance(test, cst.Comparison) and isinstance(test.left, cst.Name):
        names.add(test.left.value)
        equals = isinstance(test.comparisons[0].operator, cst.Equal)
        text = test.comparisons[0].comparator
        return "__name__" in names and equals and isinstance(text, cst.SimpleString) and "__main__" in text.value
    return False


def _loop_flow(flow: Flow, node: cst.CSTNode) -> Flow:
    """`break` and `continue` end with the loop; only a `return` in it may leave the block around it."""
    return Flow.MAYBE if flow is not Flow.NEXT and _has_return(node) else Flow.NEXT


def _has_return(node: cst.CSTNode) -> bool:
    from nb2pipe.syntax.walk import children

    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, cst.Return):
            return True
        stack.extend(c for c in children(current) if not isinstance(c, (cst.FunctionDef, cst.Lambda, cst.ClassDef)))
    return False


def _for(m: Machine, node: cst.For, frame: Frame) -> Flow:
    iterated = m.consume(m.evaluate(node.iter, frame), node)
    m.journal.begin()
    flow = Flow.NEXT
    item = elements(iterated)
    if not item:
        item = _element_of(m, node, iterated)
    for _ in range(2):
        bind_target(m, node.target, item, frame)
        flow = execute(m, node.body, frame)
        item = join(item, elements(iterated))
    m.journal.merge([m.journal.rollback(), {}])
    if node.orelse is not None:
        m.journal.merge([_branch(m, node.orelse.body, frame)[1], {}])
    return _loop_flow(flow, node.body)


def _element_of(m: Machine, node: cst.For, iterated: Value) -> Value:
    if any(obj.type == "range" for obj in iterated):
        return (m.make(node, "int", "element"),)
    if any(obj.type == "ndarray" for obj in iterated):
        row = m.make(node, "ndarray", "row")
        for obj in iterated:
            hold(obj, [row], loosely=True)
        return (row,)
    if iterated and all(obj.is_immutable and obj.type != "external" for obj in iterated):
        return (m.make(node, "str", "element"),)
    return (m.make(node, "", "element"),)


def _while(m: Machine, node: cst.While, frame: Frame) -> Flow:
    m.evaluate(node.test, frame)
    m.journal.begin()
    flow = Flow.NEXT
    for _ in range(2):
        flow = execute(m, node.body, frame)
        m.evaluate(node.test, frame)
    is_endless = isinstance(node.test, cst.Name) and node.test.value == "True"
    changes = m.journal.rollback()
    m.journal.merge([changes] if is_endless else [changes, {}])
    if node.orelse is not None:
        m.journal.merge([_branch(m, node.orelse.body, frame)[1], {}])
    return _loop_flow(flow, node.body)


_SCOPED_OPTIONS = {
    "warnings.catch_warnings", "pandas.option_context", "matplotlib.rc_context", "matplotlib.pyplot.rc_context",
    "numpy.errstate", "numpy.printoptions", "decimal.localcontext", "sklearn.config_context", "seaborn.axes_style",
    "seaborn.plotting_context", "matplotlib.style.context", "matplotlib.pyplot.style.context",
}  # fmt: skip


def _with(m: Machine, node: cst.With, frame: Frame) -> Flow:
    before = len(m.recorder.calls)
    for item in node.items:
        value = m.consume_context(m.evaluate(item.item, frame), item)
        if item.asname is not None:
            bind_target(m, item.asname.name, value, frame)
    scoped = int(any(name in _SCOPED_OPTIONS for name in m.recorder.calls[before:]))
    m.scoped_options += scoped
    try:
        return execute(m, node.body, frame)
    finally:
        m.scoped_options -= scoped


def _try(m: Machine, node: cst.Try | cst.TryStar, frame: Frame) -> Flow:
    raised_before = len(m.raised)
    m.journal.begin()
    body_flow = execute(m, node.body, frame)
    if node.orelse is not None and body_flow is not Flow.STOP:
        execute(m, node.orelse.body, frame)
    completed = m.journal.rollback()
    outcomes, flows = [completed], [body_flow]
    for handler in node.handlers:
        m.journal.begin()
        # The body may have got anywhere before it failed.
        m.journal.merge([completed, {}])
        if handler.type is not None:
            m.evaluate(handler.type, frame)
        name = handler.name.name if handler.name is not None else None
        if isinstance(name, cst.Name):
            owner = frame.owner_for_binding(name.value)
            before = owner.slots.get(name.value)
            m.journal.set(owner, name.value, before)
            caught = tuple(m.raised[raised_before:]) or (m.make(handler, "", "caught"),)
            m.bind_silently(name.value, caught, frame)
        flow = execute(m, handler.body, frame)
        if isinstance(name, cst.Name):
            m.journal.set(frame.owner_for_binding(name.value), name.value, None)
        changes = m.journal.rollback()
        if flow is Flow.STOP and _only_raises(handler.body):
            continue
        outcomes.append(changes)
        flows.append(flow)
    m.journal.merge(outcomes)
    flow = _combined(flows)
    if node.finalbody is not None:
        final = execute(m, node.finalbody.body, frame)
        flow = final if final is Flow.STOP else flow
    return flow


def _only_raises(body: cst.BaseSuite) -> bool:
    last = body.body[-1] if body.body else None
    return isinstance(last, cst.SimpleStatementLine) and isinstance(last.body[-1], cst.Raise)


def _match(m: Machine, node: cst.Match, frame: Frame) -> Flow:
    subject = m.evaluate(node.subject, frame)
    outcomes: list[Changes] = []
    flows: list[Flow] = []
    exhaustive = False
    for case in node.cases:
        m.journal.begin()
        _pattern(m, case.pattern, subject, frame)
        if case.guard is not None:
            m.evaluate(case.guard, frame)
        flows.append(execute(m, case.body, frame))
        outcomes.append(m.journal.rollback())
        is_wild = isinstance(case.pattern, cst.MatchAs) and case.pattern.pattern is None
        exhaustive = exhaustive or (is_wild and case.guard is None)
    if not exhaustive:
        outcomes.append({})
        flows.append(Flow.NEXT)
    m.journal.merge(outcomes)
    return _combined(flows)


def _pattern(m: Machine, pattern: cst.CSTNode, subject: Value, frame: Frame) -> None:
    from nb2pipe.syntax.walk import children

    parts = elements(subject) or subject or SCALAR
    match pattern:
        case cst.MatchAs():
            if pattern.pattern is not None:
                _pattern(m, pattern.pattern, subject, frame)
            if pattern.name is not None:
                m.bind(pattern.name.value, subject or SCALAR, frame, pattern.name)
        case cst.MatchStar():
            if pattern.name is not None:
                rest = m.make(pattern, "list")
                hold(rest, parts)
                m.bind(pattern.name.value, (rest,), frame, pattern.name)
        case cst.MatchMapping():
            for element in pattern.elements:
                m.evaluate(element.key, frame)
                _pattern(m, element.pattern, parts, frame)
            if pattern.rest is not None:
                rest = m.make(pattern, "dict")
                hold(rest, parts)
                m.bind(pattern.rest.value, (rest,), frame, pattern.rest)
        case cst.MatchClass():
            m.evaluate(pattern.cls, frame)
            for positional in pattern.patterns:
                _pattern(m, positional.value, parts, frame)
            for keyword in pattern.kwds:
                _pattern(m, keyword.pattern, parts, frame)
        case cst.MatchValue():
            m.evaluate(pattern.value, frame)
        case cst.MatchOr():
            for option in pattern.patterns:
                _pattern(m, option.pattern, subject, frame)
        case cst.MatchSequenceElement():
            _pattern(m, pattern.value, parts, frame)
        case _:
            for child in children(pattern):
                _pattern(m, child, parts, frame)


def _define_function(m: Machine, node: cst.FunctionDef, frame: Frame) -> None:
    function = make_function(m, node, frame, node.name.value)
    result: Value = (function,)
    for decorator in reversed(node.decorators):
        name = decorator_name(decorator)
        if name in ("staticmethod", "classmethod", "property", "cached_property", "functools.cached_property"):
            m.evaluate(decorator.decorator, frame)
            prefix = {"staticmethod": "static ", "classmethod": "class "}.get(name, "property ")
            function.name = prefix + function.name
            continue
        if name.endswith((".setter", ".getter", ".deleter")):
            m.bind(f"{name}", result, frame, node.name, BindingKind.DEFINITION)
            return
        if "." in name:
            # `@function.register` gives a function of the notebook another case.
            registered = tuple(o for o in m.look_up(name.partition(".")[0], frame, None) if o.type == "function")
            m.change(registered, decorator)
        decorating = m.evaluate(decorator.decorator, frame)
        if name in TRANSPARENT_DECORATORS:
            continue
        wrapped: list[Value] = []
        for candidate in decorating:
            if candidate.type in ("function", "method"):
                wrapped.append(run_function(m, candidate, [(result, None)], decorator))
            elif candidate.type == "class":
                from nb2pipe.analysis.callables import instantiate

                wrapped.append(instantiate(m, candidate, [(result, None)], decorator))
        made = join(*wrapped)
        result = join(made, result) if not any(obj.type in ("function", "method", "instance") for obj in made) else made
    m.bind(node.name.value, result, frame, node.name, BindingKind.DEFINITION)


def _define_class(m: Machine, node: cst.ClassDef, frame: Frame) -> None:
    for decorator in node.decorators:
        m.evaluate(decorator.decorator, frame)
    class_ = make_class(m, node, frame)
    m.bind(node.name.value, (class_,), frame, node.name, BindingKind.DEFINITION)


def _import(m: Machine, node: cst.Import | cst.ImportFrom, frame: Frame) -> None:
    m.read_world("search-path", node, m.option_via)
    module = "." * len(node.relative) + dotted_name(node.module) if isinstance(node, cst.ImportFrom) else ""
    if isinstance(node, cst.ImportFrom):
        local = f"file:{module.replace('.', '/')}.py"
        m.read_world(local, node, m.file_via)
    if isinstance(node.names, cst.ImportStar):
        m.effect(EffectKind.STAR_IMPORT, module, node)
        exported = m.star_exports.get(module)
        if exported is None:
            m.unknown_names_from = (m.recorder.cell, module)
        for name in sorted(exported or ()):
            m.bind(name, (m.external(f"{module}.{name}"),), frame, node, BindingKind.IMPORT)
        return
    for name, alias in import_bindings(node):
        full = dotted_name(alias.name)
        if isinstance(node, cst.ImportFrom):
            qualified = f"{module}.{full}"
        else:
            qualified = full if alias.asname is not None else full.partition(".")[0]
            m.modules.update((full, qualified))
            m.read_world(f"file:{full.replace('.', '/')}.py", node, m.file_via)
        if module == "__future__":
            m.postpones_annotations = m.postpones_annotations or full == "annotations"
        m.bind(name, (m.external(qualified),), frame, alias, BindingKind.IMPORT)


def _delete(m: Machine, target: cst.CSTNode, frame: Frame) -> None:
    if isinstance(target, (cst.Tuple, cst.List)):
        for element in target.elements:
            _delete(m, element.value, frame)
    elif isinstance(target, cst.Name):
        m.unbind(target.value, frame, target)
    elif isinstance(target, (cst.Subscript, cst.Attribute)):
        owner = m.evaluate(target.value, frame)
        if isinstance(target, cst.Subscript):
            for element in target.slice:
                m.evaluate(element.slice, frame)
        for obj in owner:
            if obj.type != "external":
                obj.parts.clear() if obj.type in ("list", "dict") else None
            else:
                from nb2pipe.analysis import library

                library.set_item(m, obj, "", target)
        m.change(owner, target, through=root_name(target.value))


def context_value(m: Machine, value: Value, node: cst.CSTNode) -> Value:
    """What `with value as name` binds: `__enter__` of the notebook's classes is followed."""
    from nb2pipe.analysis.expressions import attribute

    results: list[Value] = []
    for obj in value:
        if obj.type == "instance":
            for method in attribute(m, node, (obj,), "__enter__"):
                if method.type in ("method", "function"):
                    results.append(run_function(m, method, [], node))
            for method in attribute(m, node, (obj,), "__exit__"):
                if method.type in ("method", "function"):
                    run_function(m, method, [(SCALAR, None)] * 3, node)
        else:
            results.append(m.consume((obj,), node) if obj.type == "generator" else (obj,))
    found = join(*results)
    return found or value


__all__ = ["NOTHING", "Obj", "context_value", "execute", "execute_all", "file_effect", "mentions_yield", "target_names"]
