"""`with` followed: contexts of the notebook and of libraries are entered, and left when the block ends."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.settings import SCOPING_CALLS
from nb2pipe.analysis.language.branches import branch, combined
from nb2pipe.analysis.libraries.iteration import run_callbacks
from nb2pipe.analysis.libraries.library_results import LENDING
from nb2pipe.analysis.state.heap import SCALAR, elements, join
from nb2pipe.analysis.state.iterating import known_elements
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Obj, Value
from nb2pipe.analysis.state.scene import Flow
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.targets import bind_target
from nb2pipe.syntax.chains import called_name

#: Contexts that end where their body fails.
_SUPPRESSING = {"contextlib.suppress", "pytest.raises"}
#: Types of what the end of a `with` block closes or commits; what a stack was told to call, it calls then.
_CLOSED = ("file", "connection", "exit-stack")


def follow_with(m: Machine, node: cst.With, frame: Frame) -> Flow:
    """Follow `with`: the contexts are entered, then the body runs."""
    before, scoped_before = len(m.recorder.calls), m.scoped_options
    contexts: list[Value] = []
    for item in node.items:
        m.entered_context = item.item
        entering = len(m.recorder.calls)
        context = m.evaluate(item.item, frame)
        is_lent = any(name in LENDING for name, _ in m.recorder.calls[entering:])
        contexts.append(tuple([obj for obj in context if obj.type == "instance" or obj.type in _CLOSED]))
        m.change(tuple([obj for obj in context if _collects(obj)]), item)
        value = context if is_lent else m.consume_context(context, item)
        if item.asname is not None:
            bind_target(m, item.asname.name, value, frame)
    entered = {name for name, _ in m.recorder.calls[before:]}
    m.scoped_options += tuple(SCOPING_CALLS[name] for name in entered if name in SCOPING_CALLS)
    try:
        if _SUPPRESSING.isdisjoint(entered):
            return m.execute(node.body, frame)
        m.journal.watch()
        flow, changes = branch(m, node.body, frame)
        m.journal.merge_interrupted(changes, m.journal.moments())
        return combined([flow, Flow.NEXT])
    finally:
        m.scoped_options = scoped_before
        for context in reversed(contexts):
            _leave(m, context, node, closes="contextlib.closing" in entered)


def _collects(context: Obj) -> bool:
    """Whether it takes in what its block makes, as a `Model` of PyMC does."""
    return not context.type and isinstance(context.node, cst.Call) and called_name(context.node) == "Model"


def context_value(m: Machine, value: Value, node: cst.CSTNode) -> Value:
    """What `with value as name` binds: `__enter__` of the notebook's classes is followed."""
    results: list[Value] = []
    for obj in value:
        if obj.type == "instance":
            results.append(run_operator(m, (obj,), ("__enter__",), [], node))
            results.append(elements(m.consume(run_operator(m, (obj,), ("__aenter__",), [], node), node)))
        else:
            # A generator is one of `contextlib.contextmanager`: what it yields is bound.
            results.append(known_elements(m.consume((obj,), node)) or SCALAR if obj.type == "generator" else (obj,))
    found = join(*results)
    return found or value


def _leave(m: Machine, context: Value, node: cst.CSTNode, *, closes: bool) -> None:
    """The end of a `with` block: `__exit__` of the notebook's classes is followed."""
    if context:
        closed = tuple([obj for obj in context if obj.type in _CLOSED])
        m.change(closed, node)
        run_callbacks(m, [(closed, None)], node)
        run_operator(m, context, ("__exit__",), [(SCALAR, None)] * 3, node)
        run_operator(m, context if closes else (), ("close",), [], node)
        m.consume(run_operator(m, context, ("__aexit__",), [(SCALAR, None)] * 3, node), node)
