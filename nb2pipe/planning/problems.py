"""What cannot cross from one step into another: the steps are fused, so that it need not."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import Analysis, CellFacts
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.planning.certainty import surely_reads
from nb2pipe.planning.defined import Defined
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.needs import Need
from nb2pipe.planning.prose import with_article
from nb2pipe.planning.redefined import used_then_redefined
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.timeline import Timeline
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.lines import only_part
from nb2pipe.syntax.scopes import dotted_name
from nb2pipe.syntax.walk import walk

_HINT = "Make the value again where it is used, or hand on something that can be pickled."
_LAMBDA_HINT = "Define it with `def` at a cell's top level: a function that has a name can go to another process."
_HELD_HINT = "Let the function take what it looks up as arguments, and hand on `functools.partial` with their values."
#: Types of values that hold others as they are.
_HOLDING = frozenset({"list", "tuple", "dict", "set", "deque", "instance", "estimator"})
_TOGETHER_HINT = "Put them together in the step that makes the later one."
#: What a value is called that takes the records of a logger.
LOG_HANDLER = "log handler"
LOGGING_HINT = (
    "Set logging up in one statement, which every step can repeat: logging.basicConfig(handlers=[…], format=…)."
)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why two cells must be in one step."""

    #: The cell that makes the value, and the one that uses it.
    first: int
    last: int
    reason: str
    hint: str = _HINT


def obstacles(
    analysis: Analysis,
    timeline: Timeline,
    definitions: Definitions,
    needs: Mapping[int, Need],
    given: Mapping[int, Mapping[VarName, int]],
    segments: Sequence[Segment],
) -> Iterator[Obstacle]:
    """Everything that would have to cross between two steps and cannot."""
    of_cell = {cell: position for position, segment in enumerate(segments) for cell in segment.cells}
    for pair in analysis.entangled:
        inside = [cell for cell in sorted(of_cell) if pair.first <= cell <= pair.last]
        if inside and of_cell[inside[0]] != of_cell[inside[-1]]:
            yield Obstacle(inside[0], inside[-1], pair.reason)
    for taker in sorted(of_cell):
        for name, producer in sorted(given.get(taker, {}).items()):
            if producer in of_cell and of_cell[producer] != of_cell[taker] and not is_pseudo(name):
                yield from _value(analysis, definitions, name, producer, taker)
        yield from _gathered(analysis, given.get(taker, {}), of_cell, taker)
        for name, producer in sorted(needs[taker].stateful.items()):
            if producer in of_cell and of_cell[producer] != of_cell[taker]:
                yield Obstacle(producer, taker, f"`{name}` keeps state that cell {producer} changes")
        yield from _definitions(analysis, timeline, definitions, needs, taker, of_cell)
        yield from _used_before_redefined(analysis.cells[taker], definitions, of_cell)


def _value(
    analysis: Analysis, definitions: Definitions, name: VarName, producer: int, taker: int
) -> Iterator[Obstacle]:
    write = analysis.cells[producer].writes.get(name)
    if write is None:
        return
    if write.maybe_unbound and not surely_reads(analysis.cells[taker], name):
        yield Obstacle(producer, taker, f"`{name}` may not be bound when cell {producer} ends")
        return
    if analysis.cells[producer].keeps_import(name):
        yield Obstacle(producer, taker, f"`{name}` is or holds a module, which cannot go to another process", _HINT)
        return
    for problem in write.uncrossable:
        yield Obstacle(
            producer,
            taker,
            f"`{problem.path}` is or holds {with_article(problem.what)}, which cannot go to another process",
            {LOG_HANDLER: LOGGING_HINT, "lambda": _LAMBDA_HINT}.get(problem.what, _HINT),
        )
        return
    held = definitions.why_held(write.holds)
    if held:
        yield Obstacle(producer, taker, f"`{name}` {held}", _HELD_HINT)


def _gathered(
    analysis: Analysis, given: Mapping[VarName, int], of_cell: Mapping[int, int], taker: int
) -> Iterator[Obstacle]:
    """`models = [forest, stack]`, where other steps have made `forest` and the `stack` that holds it: one object.

    Columns of tables and windows on arrays are objects of their own.
    """
    crossing = {name: cell for name, cell in given.items() if of_cell.get(cell, of_cell[taker]) != of_cell[taker]}
    for statement in analysis.cells[taker].statements if len(crossing) > 1 else ():
        beside = sorted(crossing.keys() & set(_put_together(statement.node)))
        for name, other in itertools.permutations(beside, 2):
            made = analysis.cells[crossing[name]].writes.get(name)
            holds_it = made is not None and made.type in _HOLDING and other in made.shares_with
            if holds_it and of_cell[crossing[name]] != of_cell[crossing[other]]:
                reason = f"`{name}` shares an object with `{other}`, and both are put into one value"
                yield Obstacle(crossing[name], taker, reason, _TOGETHER_HINT)
                return


def _put_together(node: cst.BaseStatement) -> Iterator[VarName]:
    """The variables that the lists, tuples, sets and dicts of an assignment hold as they are."""
    small = only_part(node)
    pending = [small.value] if isinstance(small, cst.Assign) else []
    while pending:
        part = pending.pop()
        if isinstance(part, (cst.List, cst.Tuple, cst.Set, cst.Dict)):
            pending += [each.value for each in part.elements]
        elif isinstance(part, cst.Name) and part is not getattr(small, "value", None):
            yield VarName(part.value)


def _used_before_redefined(
    facts: CellFacts, definitions: Definitions, of_cell: Mapping[int, int]
) -> Iterator[Obstacle]:
    """A function that a cell calls and then defines anew: in a function of Python's, that name is a local one."""
    for name, producer in used_then_redefined(facts, definitions):
        if producer in of_cell and of_cell[producer] != of_cell[facts.index]:
            yield Obstacle(producer, facts.index, f"`{name}` is used and then defined anew")


def _definitions(
    analysis: Analysis,
    timeline: Timeline,
    definitions: Definitions,
    needs: Mapping[int, Need],
    taker: int,
    of_cell: Mapping[int, int],
) -> Iterator[Obstacle]:
    for name in sorted(needs[taker].definitions):
        defined = definitions.at(name, taker)
        if defined is not None and _caches(defined) and (reason := _why_remembered(analysis.cells[taker], name)):
            users = [cell for cell in sorted(of_cell) if cell < taker and name in needs[cell].definitions]
            if users and of_cell[users[0]] != of_cell[taker]:
                yield Obstacle(users[0], taker, reason)
        if defined is None or definitions.is_closed(name):
            continue
        is_elsewhere = of_cell.get(defined.cell) != of_cell[taker]
        anchor = _anchor(defined, needs, of_cell)
        for early in sorted(free_names([defined.node]).early):
            if definitions.is_stable_import(early):
                continue
            if is_elsewhere and defined.cell in of_cell and rebound_since(timeline, definitions, early, defined, taker):
                yield Obstacle(
                    defined.cell, taker, f"`{name}` was defined with an earlier `{early}`, which is another one by then"
                )
        is_parted = anchor is not None and of_cell[anchor] != of_cell[taker]
        if not is_parted:
            continue
        assert anchor is not None
        if _has_state(analysis, name) or _caches(defined):
            yield Obstacle(anchor, taker, f"`{name}` keeps state between its calls")
        if not defined.is_pure and not defined.only_sets:
            yield Obstacle(anchor, taker, f"defining `{name}` has effects of its own, which must happen once")
        bindings = [v for v in timeline.all(name) if v.write is not None and v.write.kind.value == "bind"]
        if is_elsewhere and len(bindings) > 1 and any(_binds_several(analysis, v.cell, name) for v in bindings):
            yield Obstacle(defined.cell, taker, f"`{name}` is bound more than once in one cell")


def rebound_since(timeline: Timeline, definitions: Definitions, early: str, defined: Defined, taker: int) -> bool:
    """Whether a name that a definition looked up when it was made means something else at a later cell."""
    then, now = timeline.value_before(early, defined.cell), timeline.value_before(early, taker)
    own = next((version for version in timeline.all(early) if version.cell == defined.cell), None)
    if own is not None and own.write is not None and timeline.binding(own, early) is BindingKind.VALUE:
        then = own
    if then is not None and then != now:
        return True
    first, second = definitions.at(early, defined.cell), definitions.at(early, taker)
    return first is not None and first.moves and second is not None and first.node is not second.node


def _anchor(defined: Defined, needs: Mapping[int, Need], of_cell: Mapping[int, int]) -> int | None:
    """The cell that defines the name, or the first that uses it if the definition stands outside all steps."""
    if defined.cell in of_cell:
        return defined.cell
    users = [cell for cell in sorted(of_cell) if defined.name in needs[cell].definitions]
    return users[0] if users else None


_CACHES = ("cache", "lru_cache", "singledispatch", "cached_property", "memoize", "Memory")


def _caches(defined: Defined) -> bool:
    """A function that remembers its calls, and whose results depend on more than its arguments."""
    decorators = defined.node.decorators if isinstance(defined.node, cst.FunctionDef) else ()
    names = [cst.Module([]).code_for_node(decorator.decorator) for decorator in decorators]
    return any(cache in name for name in names for cache in _CACHES)


#: What a second call would find otherwise, or do once more.
_PASSING = frozenset({
    EffectKind.DRAW, EffectKind.ADVANCE, EffectKind.TIME, EffectKind.NETWORK, EffectKind.INPUT, EffectKind.SHELL,
})  # fmt: skip


def _why_remembered(facts: CellFacts, name: str) -> str:
    """Why the cell would notice if a function had forgotten its calls in earlier cells; empty if it would not."""
    if _shows_cache(facts, name):
        return f"`{name}` counts its calls, and the count is asked for"
    acts = any(effect.in_function and effect.kind in _PASSING for effect in facts.effects)
    return f"`{name}` remembers its results, and might give others if it were asked anew" if acts else ""


def _shows_cache(facts: CellFacts, name: str) -> bool:
    """Whether the cell asks what a function remembers: `fib.cache_info()`."""
    return any(
        isinstance(node, cst.Attribute) and node.attr.value == "cache_info" and dotted_name(node.value) == name
        for statement in facts.statements
        for node in walk(statement.node)
    )


def _binds_several(analysis: Analysis, cell: int, name: str) -> bool:
    return sum(VarName(name) in statement.writes for statement in analysis.cells[cell].statements) > 1


def _has_state(analysis: Analysis, name: VarName) -> bool:
    """The name stands for a decorated or otherwise made function whose state the notebook changes."""
    return any(
        (write := facts.writes.get(name)) is not None and write.kind.value in ("mutate", "alias") and not write.is_guess
        for facts in analysis.cells
    )
