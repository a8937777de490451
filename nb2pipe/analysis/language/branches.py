"""Branches, loops, contexts and handlers followed, and joined again."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import VAGUE
from nb2pipe.analysis.knowledge.settings import RAISED_BY_SETTING
from nb2pipe.analysis.language.beginnings import names_bound_first
from nb2pipe.analysis.language.endings import exits, is_lone_raise, only_raises
from nb2pipe.analysis.language.patterns import follow_pattern
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import SCALAR, join
from nb2pipe.analysis.state.iterating import iterated
from nb2pipe.analysis.state.journal import Changes
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Frame, Value
from nb2pipe.analysis.state.scene import Flow
from nb2pipe.analysis.state.sharing import carry
from nb2pipe.analysis.values.arrays import rows_of
from nb2pipe.analysis.values.callables import run_operator
from nb2pipe.analysis.values.choices import counted, items_noted_in, keys_of, with_plain
from nb2pipe.analysis.values.conditions import outcome
from nb2pipe.analysis.values.targets import bind_target
from nb2pipe.model.accesses import Via
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName
from nb2pipe.syntax.walk import children, walk, walk_own


def follow_if(m: Machine, node: cst.If, frame: Frame) -> Flow:
    """Follow `if`: both branches, joined; one alone where the test says that it is always or never true."""
    tested = m.evaluate(node.test, frame)
    run_operator(m, tested, ("__bool__", "__len__"), [], node)
    is_true = outcome(node.test, tested)
    if is_true is not None:
        return _follow_one(m, node.body if is_true else node.orelse, frame)
    first = branch(m, node.body, frame)
    second: tuple[Flow, Changes] = (Flow.NEXT, {})
    if isinstance(node.orelse, cst.If):
        m.journal.begin()
        flow = follow_if(m, node.orelse, frame)
        second = (flow, m.journal.rollback())
    elif node.orelse is not None:
        second = branch(m, node.orelse.body, frame)
    bodies = (node.body, node.orelse.body if isinstance(node.orelse, cst.Else) else None)
    # What comes after a branch that does nothing but raise has gone through the other one.
    reached = [each for each, body in zip((first, second), bodies, strict=True) if not is_lone_raise(body)]
    m.journal.merge([changes for _, changes in reached or [first, second]])
    return combined([flow for flow, _ in reached or [first, second]])


def _follow_one(m: Machine, branch: cst.CSTNode | None, frame: Frame) -> Flow:
    """Follow the only branch of an `if` that can run, if there is one."""
    if isinstance(branch, cst.If):
        return follow_if(m, branch, frame)
    if branch is None:
        return Flow.NEXT
    return m.execute(branch.body if isinstance(branch, cst.Else) else branch, frame)


def follow_for(m: Machine, node: cst.For, frame: Frame) -> Flow:
    """Follow a `for` loop: its body twice, so that what a round leaves reaches the next, or not at all."""
    given = m.consume(m.evaluate(node.iter, frame), node)
    m.journal.begin()
    flow = Flow.NEXT
    item = with_plain(m, node, given, iterated(given), keys=True)
    if not item:
        is_dict = given and all(obj.type == "dict" for obj in given)
        item = (keys_of(m, node, given) or SCALAR) if is_dict else _element_of(m, node, given)
    for _ in _rounds(m, node):
        bind_target(m, node.target, item, frame)
        flow = m.execute(node.body, frame)
        item = join(item, with_plain(m, node, given, iterated(given), keys=True))
    changes = m.journal.rollback()
    m.journal.merge([changes] if _surely_iterates(node.iter, given) else [changes, {}])
    if node.orelse is not None:
        _follow_else(m, node, node.orelse, frame)
    return _loop_flow(flow, node.body)


def _follow_else(m: Machine, node: cst.For | cst.While, orelse: cst.Else, frame: Frame) -> None:
    """What a loop does when it was not left by `break`: always, where it has none."""
    changes = branch(m, orelse.body, frame)[1]
    m.journal.merge([changes, {}] if _has_break(node.body) else [changes])


#: A loop is followed at most so often, however long the chain of objects along which it goes.
_MOST_ROUNDS = 8


def _rounds(m: Machine, node: cst.CSTNode) -> Iterator[None]:
    """Follow a loop's body twice, or once where loops in loops have used up what a cell may cost.

    Where a variable goes from object to object (`node = node.next`), there are more rounds until it comes to no new
    one, or to very many; after the loop it may be any of them.
    """
    if m.budget_left() <= 0:
        m.effect(EffectKind.TOO_COMPLEX, "loop", node)
        yield
        return
    yield
    rounds = [m.journal.bound_here()]
    while len(rounds) < _MOST_ROUNDS:
        yield
        rounds.append(m.journal.bound_here())
        if not m.journal.comes_to_new(rounds) or m.journal.comes_to_many(rounds[-1]) or m.budget_left() <= 0:
            break
    m.journal.join_rounds(rounds)


def _surely_iterates(node: cst.BaseExpression, iterated: Value) -> bool:
    """Whether a loop over this has at least one round, as far as its text and what it stands for can tell."""
    if isinstance(node, (cst.List, cst.Tuple, cst.Set)):
        return any(isinstance(element, cst.Element) for element in node.elements)
    if isinstance(node, cst.Dict):
        return any(isinstance(element, cst.DictElement) for element in node.elements)
    if isinstance(node, cst.SimpleString):
        return bool(node.evaluated_value)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.args:
        if node.func.value == "range":
            limits = [arg.value for arg in node.args]
            numbers = [int(limit.value, 0) for limit in limits if isinstance(limit, cst.Integer)]
            return len(numbers) == len(limits) and numbers[2:] != [0] and bool(range(*numbers))
        if node.func.value in ("enumerate", "sorted", "reversed", "list", "tuple", "set", "tqdm"):
            return _surely_iterates(node.args[0].value, ())
        if node.func.value == "zip":
            return all(_surely_iterates(arg.value, ()) for arg in node.args)
    return bool(iterated) and all(
        obj.type in ("list", "tuple", "dict") and any(part[:1] == "[" for part in obj.parts) and obj.last_change < 0
        for obj in iterated
    )


def follow_while(m: Machine, node: cst.While, frame: Frame) -> Flow:
    """Follow a `while` loop: its body twice, or not at all unless the test is always true."""
    tested = m.evaluate(node.test, frame)
    run_operator(m, tested, ("__bool__", "__len__"), [], node)
    is_true = outcome(node.test, tested)
    if is_true is False:
        return _follow_one(m, node.orelse, frame)
    m.journal.begin()
    flow = Flow.NEXT
    for _ in _rounds(m, node):
        flow = m.execute(node.body, frame)
        m.evaluate(node.test, frame)
    changes = m.journal.rollback()
    m.journal.merge([changes] if is_true else [changes, {}])
    if node.orelse is not None and not is_true:
        _follow_else(m, node, node.orelse, frame)
    return _loop_flow(flow, node.body)


def follow_try(m: Machine, node: cst.Try | cst.TryStar, frame: Frame) -> Flow:
    """Follow `try`: the body completed, or one of the handlers after any part of the body."""
    raised_before = len(m.raised)
    m.journal.watch()
    m.journal.begin()
    body_flow = m.execute(node.body, frame)
    moments = m.journal.moments()
    if node.orelse is not None and body_flow is not Flow.STOP:
        m.execute(node.orelse.body, frame)
    completed = m.journal.rollback()
    outcomes, flows = [completed], [body_flow]
    first = {(id(frame.owner_for_binding(name)), name) for name in names_bound_first(node.body)}
    for handler in node.handlers:
        m.journal.begin()
        m.journal.merge_interrupted(completed, moments, first)
        if handler.type is not None:
            m.evaluate(handler.type, frame)
            _heed_settings(m, handler.type)
        name = handler.name.name if handler.name is not None else None
        if isinstance(name, cst.Name):
            owner = frame.owner_for_binding(name.value)
            before = owner.slots.get(name.value)
            m.journal.set(owner, name.value, before)
            caught = tuple(m.raised[raised_before:]) or (m.make(handler, "", "caught"),)
            m.bind_silently(name.value, caught, frame)
        flow = m.execute(handler.body, frame)
        if isinstance(name, cst.Name):
            m.journal.set(frame.owner_for_binding(name.value), name.value, None)
        changes = m.journal.rollback()
        if (flow is Flow.STOP or exits(handler.body)) and only_raises(handler.body):
            continue
        outcomes.append(changes)
        flows.append(flow)
    m.journal.merge(outcomes)
    if frame is m.module:
        # `except … as name` unbinds the name: what it stood for before may be gone.
        names = [handler.name.name for handler in node.handlers if handler.name is not None]
        carry(m, (VarName(name.value) for name in names if isinstance(name, cst.Name)))
    flow = combined(flows)
    if node.finalbody is not None:
        final = m.execute(node.finalbody.body, frame)
        flow = final if final is Flow.STOP else flow
    return flow


def _heed_settings(m: Machine, caught: cst.BaseExpression) -> None:
    """Whether code raises what is caught may be a setting: `except FloatingPointError`."""
    for name in sorted({node.value for node in walk(caught) if isinstance(node, cst.Name)}):
        for ending, library in RAISED_BY_SETTING.items():
            if name.endswith(ending):
                m.read_world(f"option:{library}", caught, Via.OPTION)


def follow_match(m: Machine, node: cst.Match, frame: Frame) -> Flow:
    """Follow `match`: one of the cases, or none unless a case takes everything."""
    subject = m.evaluate(node.subject, frame)
    outcomes: list[Changes] = []
    flows: list[Flow] = []
    exhaustive = False
    for case in node.cases:
        m.journal.begin()
        follow_pattern(m, case.pattern, subject, frame)
        if case.guard is not None:
            m.evaluate(case.guard, frame)
        matched = m.journal.rollback()
        m.journal.begin()
        m.journal.merge([matched])
        flow, changes = m.execute(case.body, frame), m.journal.rollback()
        if case.guard is not None:
            # The next cases find what the pattern has bound before its guard said no.
            m.journal.merge([matched, {}])
        if not is_lone_raise(case.body):
            flows.append(flow)
            outcomes.append(changes)
        is_wild = isinstance(case.pattern, cst.MatchAs) and case.pattern.pattern is None
        exhaustive = exhaustive or (is_wild and case.guard is None)
    if not exhaustive:
        outcomes.append({})
        flows.append(Flow.NEXT)
    m.journal.merge(outcomes or [{}])
    return combined(flows or [Flow.STOP])


def branch(m: Machine, body: cst.CSTNode, frame: Frame) -> tuple[Flow, Changes]:
    """Follow one way to go: how it ends and what it changes, with nothing of it done yet."""
    m.journal.begin()
    flow = m.execute(body, frame)
    return flow, m.journal.rollback()


def combined(flows: list[Flow]) -> Flow:
    """How the block ends of which one of several ways is gone."""
    if all(flow is Flow.STOP for flow in flows):
        return Flow.STOP
    return Flow.NEXT if all(flow is Flow.NEXT for flow in flows) else Flow.MAYBE


def _loop_flow(flow: Flow, node: cst.CSTNode) -> Flow:
    """`break` and `continue` end with the loop; only a `return` in it may leave the block around it."""
    return Flow.MAYBE if flow is not Flow.NEXT and _has_return(node) else Flow.NEXT


def _has_return(node: cst.CSTNode) -> bool:
    return any(type(each) is cst.Return for each in walk_own(node))


def _has_break(node: cst.CSTNode) -> bool:
    """Whether a `break` leaves the loop with this body; one of a loop inside does not."""
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, cst.Break):
            return True
        inner = (cst.FunctionDef, cst.Lambda, cst.ClassDef)
        parts = [current.orelse] if isinstance(current, (cst.For, cst.While)) else list(children(current))
        stack.extend(part for part in parts if part is not None and not isinstance(part, inner))
    return False


def _element_of(m: Machine, node: cst.For, iterated: Value) -> Value:
    if any(obj.type == "range" for obj in iterated):
        return counted(m, node, iterated)
    if noted := items_noted_in(m, node, iterated):
        return noted
    if any(obj.type == "ndarray" for obj in iterated):
        return rows_of(m, node, iterated)
    if iterated and all(obj.is_immutable and obj.type != "external" for obj in iterated):
        element = m.make(node, "str", "element")
        mark(element, VAGUE if any(obj.type != "str" for obj in iterated) else frozenset())
        return (element,)
    return (m.make(node, "", "element"),)
