"""A notebook's cells followed in a given order, once: cell by cell, what each was seen to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import libcst as cst

from nb2pipe.analysis import branches, calls, expressions, iteration, statements
from nb2pipe.analysis.callables import run_operator
from nb2pipe.analysis.exactness import class_of, is_exact
from nb2pipe.analysis.frames import Variable
from nb2pipe.analysis.heap import NOTHING, reach, sorted_objects
from nb2pipe.analysis.knowledge.types import SUBMODULES, UNCROSSABLE_TYPES
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.objects import UNSHARED, Heap, Obj
from nb2pipe.analysis.recorder import Change, Recorder
from nb2pipe.analysis.sharing import Sharers, carry
from nb2pipe.analysis.touched_files import file_effect
from nb2pipe.model.analysis import BindingKind, EffectKind, Uncrossable, Write, WriteKind
from nb2pipe.model.code import Magic, ParsedCell
from nb2pipe.model.ids import VarName
from nb2pipe.syntax.nesting import deep_recursion

#: Nodes that are followed for one cell at the most, calls included, before calls are no longer followed.
CELL_BUDGET = 60_000
#: Nodes that cells may take beyond their `CELL_SHARE`, all cells of a notebook together.
NOTEBOOK_BUDGET = 600_000
CELL_SHARE = 1_000
#: For each cell, variables that share an object which changes later: they must travel on with it.
Joins = Mapping[int, frozenset[VarName]]
NO_JOINS: Joins = {}
#: Members of these modules are methods of a generator that every process has for itself.
_DRAWING = ("numpy.random.", "random.")


@dataclass(frozen=True, slots=True)
class Followed:
    """What one cell was seen to do, and the variables it left changed."""

    parsed: ParsedCell
    recorder: Recorder
    writes: dict[VarName, Write]
    #: Variable that was written -> other variables that share objects with it when the cell ends, and which.
    sharing: dict[VarName, dict[VarName, set[Obj]]]
    #: Variables whose objects, as the cell found them, it changed in place.
    changed_inputs: frozenset[VarName]


def new_machine(star_exports: Mapping[str, frozenset[str]], *, keeps: bool = False) -> Machine:
    """A machine with its parts wired together; one that `keeps` can go back to how it was before each cell."""
    m = Machine(heap=Heap(keeps=keeps), star_exports=star_exports, spare=NOTEBOOK_BUDGET)
    m.evaluate = partial(expressions.evaluate, m)
    m.execute = partial(statements.execute, m)
    m.call = partial(calls.call, m)
    m.consume = partial(iteration.consume, m)
    m.consume_context = partial(branches.context_value, m)
    return m


def follow(m: Machine, cells: Iterable[ParsedCell], joins: Joins = NO_JOINS) -> list[Followed]:
    """Follow cells in the order given."""
    with deep_recursion():
        return [
            follow_cell(m, parsed, position, joins.get(parsed.cell.index, frozenset()))
            for position, parsed in enumerate(cells)
        ]


def follow_cell(m: Machine, parsed: ParsedCell, position: int, joins: frozenset[VarName]) -> Followed:
    """Follow the cell at this position; `joins` are variables that must travel on with it."""
    assert parsed.module is not None
    index = parsed.cell.index
    recorder = Recorder(index)
    m.heap.begin_cell(position)
    m.journal.before, m.shown, m.raised = {}, NOTHING, []
    granted = min(CELL_BUDGET, CELL_SHARE + max(m.spare, 0))
    m.recorder, m.budget, m.implicit_imports = recorder, granted, parsed.implicit_imports
    for magic in parsed.magics:
        if magic.defines:
            m.bind(magic.defines, (m.heap.new("connection"),), m.module, None)
    for position, node in enumerate(parsed.module.body):
        recorder.statement = position
        m.heap.begin_statement(position)
        try:
            statements.execute(m, node, m.module)
        except RecursionError:
            m.effect(EffectKind.TOO_COMPLEX, "nesting", None)
            _close_branches(m)
    m.spare -= max(granted - m.budget - CELL_SHARE, 0)
    _show_last(m, parsed.module)
    _look_aside(m, parsed.magics)
    carry(m, sorted(joins))
    sharers = Sharers(m)
    sharing = {
        name: sharers.of(name) for name in dict.fromkeys([*recorder.binds, *recorder.changes]) if name in m.module.slots
    }
    changed = frozenset(
        name
        for name, value in recorder.entry_values.items()
        if recorder.changed_objects and not recorder.changed_objects.isdisjoint(reach(value, loosely=True))
    )
    return Followed(parsed, recorder, _writes(m, recorder, sharing), sharing, changed)


def _close_branches(m: Machine) -> None:
    while m.journal.depth:
        m.journal.merge([m.journal.rollback(), {}])
    m.call_stack.clear()
    m.recorder.call_depth = 0


def _look_aside(m: Machine, magics: Iterable[Magic]) -> None:
    """Note what magics use beside the statements that they were rewritten to."""
    recorder = m.recorder
    statement, reads = recorder.statement, recorder.reads
    recorder.statement, recorder.reads = -1, {}
    for magic in magics:
        for name in sorted(magic.uses):
            if m.is_bound(name, m.module):
                m.look_up(name, m.module, None)
        if magic.reads_file:
            file_effect(m, None, EffectKind.READ_FILE, magic.reads_file)
    recorder.asides = {name: read for name, read in recorder.reads.items() if name not in reads}
    recorder.statement, recorder.reads = statement, reads


def _show_last(m: Machine, module: cst.Module) -> None:
    """IPython shows the value of a last expression, as its class says."""
    if module.body and is_expression(module.body[-1]):
        m.effect(EffectKind.SHOW, "", module.body[-1])
        done = len(m.recorder.effects)
        run_operator(m, m.shown, ("__repr__", "_repr_html_", "_ipython_display_"), [], module.body[-1])
        # Text that is evaluated to be shown makes no names; only a cell that is run to show it needs its values.
        m.recorder.effects[done:] = [
            replace(effect, kind=EffectKind.SHOW) if effect.kind is EffectKind.DYNAMIC else effect
            for effect in m.recorder.effects[done:]
        ]


def is_expression(node: cst.CSTNode) -> bool:
    """Whether a statement is one bare expression."""
    return isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1 and isinstance(node.body[0], cst.Expr)


def _writes(m: Machine, recorder: Recorder, sharing: dict[VarName, dict[VarName, set[Obj]]]) -> dict[VarName, Write]:
    writes: dict[VarName, Write] = {}
    names = dict.fromkeys([*recorder.binds, *recorder.changes])
    for name in names:
        slot = m.module.slots.get(name) or m.world.slots.get(name)
        change = recorder.binds.get(name) or recorder.changes[name]
        if isinstance(slot, Variable):
            writes[name] = _write(recorder, name, slot, change, frozenset(sharing.get(name, ())), m.modules)
    return writes


def _keeps_old(recorder: Recorder, name: VarName, slot: Variable) -> bool:
    old = recorder.entry_values.get(name, ())
    if name not in recorder.binds or all(obj.is_immutable for obj in old):
        return False
    return not reach(old, loosely=True).isdisjoint(reach(slot.value, loosely=True))


def _write(
    recorder: Recorder,
    name: VarName,
    slot: Variable,
    change: Change,
    shares_with: frozenset[VarName],
    modules: frozenset[str],
) -> Write:
    is_bound = name in recorder.binds
    own = slot.bound_in == {recorder.cell}
    earlier = bool(slot.bound_in - {recorder.cell})
    certain = own and not slot.maybe_unbound if is_bound else change.certain
    if is_bound and not own and recorder.cell not in slot.bound_in:
        is_bound = False
    types = {obj.type for obj in slot.value}
    return Write(
        name=name,
        kind=change.kind,
        passes=earlier or (not own and not is_bound),
        certain=certain,
        is_guess=change.is_guess,
        is_changed=name in recorder.changes and recorder.changes[name].kind is not WriteKind.JOIN,
        statement=change.statement,
        node=change.node,
        binding=slot.binding if is_bound else BindingKind.VALUE,
        type=types.pop() if len(types) == 1 else "",
        is_exact=is_exact(slot.value),
        made_by=class_of(slot.value),
        uncrossable=tuple(_uncrossable(name, slot, modules | SUBMODULES, _patched(recorder))),
        holds=_held_definitions(slot),
        shares_with=shares_with,
        maybe_unbound=slot.maybe_unbound,
        keeps_old=_keeps_old(recorder, name, slot),
    )


def _held_definitions(slot: Variable) -> frozenset[VarName]:
    if all(obj.type in UNSHARED for obj in slot.value):
        return frozenset()
    held: set[VarName] = set()
    for obj in reach(slot.value, loosely=True):
        named = obj.bases if obj.type == "instance" else (obj,)
        held.update(VarName(o.name.rpartition(" ")[2]) for o in named if _is_definition(o))
    return frozenset(held)


def _is_definition(obj: Obj) -> bool:
    """Whether it is a function or class that has a name of its own, which a method has not."""
    frame = obj.frame
    while frame is not None and frame.kind == "types":
        frame = frame.parent
    return obj.type in ("function", "class") and bool(obj.name) and (frame is None or frame.kind != "class")


def _what_of_library(obj: Obj, slot: Variable, modules: frozenset[str], patched: frozenset[str]) -> str:
    """What of a library cannot go to another process, if it is that; empty otherwise."""
    if obj.name in patched:
        return "function that its module no longer has"
    if slot.binding is not BindingKind.VALUE:
        return ""
    if obj.name.startswith(_DRAWING):
        return "function bound to a global generator"
    return "module" if obj.name in modules else ""


def _patched(recorder: Recorder) -> frozenset[str]:
    """Attributes of modules that the cell replaces: what they were before is no longer found under its name."""
    return frozenset(effect.target for effect in recorder.effects if effect.kind is EffectKind.MONKEYPATCH)


def _is_odd_exception(obj: Obj) -> bool:
    """An exception of the notebook with an `__init__` of its own: unpickling calls it with other arguments."""
    return any(
        "__init__" in class_.parts
        and any(base.type == "external" and base.name.endswith(("Exception", "Error")) for base in class_.bases)
        for class_ in obj.bases
    )


def _uncrossable(name: str, slot: Variable, modules: frozenset[str], patched: frozenset[str]) -> Iterable[Uncrossable]:
    stack: list[tuple[str, Obj, int]] = [(name, obj, 0) for obj in slot.value]
    seen: set[Obj] = set()
    while stack:
        path, obj, depth = stack.pop()
        if obj in seen or depth > 6:
            continue
        seen.add(obj)
        if obj.type in UNCROSSABLE_TYPES:
            yield Uncrossable(UNCROSSABLE_TYPES[obj.type], path)
            continue
        if obj.type == "function" and slot.binding is BindingKind.VALUE:
            if obj.name == "<lambda>":
                yield Uncrossable("lambda", path)
            elif obj.frame is not None and obj.frame.parent is not None and obj.frame.kind == "function":
                yield Uncrossable("function made inside a call", path)
        if "flags" in obj.traits:
            yield Uncrossable("array with flags of its own", path)
        if obj.type == "external" and (what := _what_of_library(obj, slot, modules, patched)):
            yield Uncrossable(what, path)
        if obj.type == "instance" and _is_odd_exception(obj):
            yield Uncrossable("exception that pickle cannot make again", path)
        # Named parts are looked at first: the path is to say which one it is.
        stack.extend((f"{path}[…]", inner, depth + 1) for inner in sorted_objects(obj.contents))
        for part, value in obj.parts.items():
            stack.extend((f"{path}{part if part[:1] in '[.' else '.' + part}", inner, depth + 1) for inner in value)
