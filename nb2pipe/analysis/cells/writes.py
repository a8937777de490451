"""The state that a cell leaves behind -> what the cell was seen to do, with each variable that it wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nb2pipe.analysis.cells.reaching import Reached, Snapshot, why_unpicklable
from nb2pipe.analysis.knowledge.settings import LIVE_STATE
from nb2pipe.analysis.knowledge.tensors import COMPUTED
from nb2pipe.analysis.knowledge.types import NATIVE, SUBMODULES, UNCROSSABLE_BY_MAKER, UNCROSSABLE_TYPES
from nb2pipe.analysis.state.exactness import class_of, classes_of, is_exact
from nb2pipe.analysis.state.heap import sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value, Variable
from nb2pipe.analysis.state.recorder import Change, Recorder
from nb2pipe.analysis.state.sharing import Holders, Sharing
from nb2pipe.analysis.values.hints import hint_of_items
from nb2pipe.model.accesses import BindingKind, Uncrossable, Write, WriteKind
from nb2pipe.model.code import ParsedCell
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName
from nb2pipe.model.names import Names

#: Members of these modules are methods of a generator that every process has for itself.
_DRAWING = ("numpy.random.", "random.")
#: Only values with one of these can be such that another process cannot have them, or exactly them.
_UNCROSSABLE_TRAITS = {"flags": "array with flags of its own", NATIVE: UNCROSSABLE_TYPES[NATIVE]}
_SUSPECT = frozenset({*UNCROSSABLE_TYPES, "function", *_UNCROSSABLE_TRAITS})


@dataclass(frozen=True, slots=True)
class Followed:
    """What one cell was seen to do, and the variables it left changed."""

    parsed: ParsedCell
    recorder: Recorder
    writes: Mapping[VarName, Write]
    #: Variables that it did not write, with objects that they share with those it wrote when it ends.
    sharing: Sharing
    #: Variable that was written -> arrays that it shares, each with all that lead to it.
    arrays: Mapping[VarName, Sharing]
    #: Variables whose objects, as the cell found them, it changed in place.
    changed_inputs: frozenset[VarName]
    #: Others that travel on with it (see `joins`).
    joined: frozenset[VarName] = frozenset()


#: Variables that travel on with a cell, each with the write that lets it, and the arrays that it shares then.
Passengers = Mapping[VarName, tuple[Write, Sharing]]


def sum_up(m: Machine, parsed: ParsedCell, holders: Holders) -> Followed:
    """What the cell at hand did, now that it has ended."""
    holders.catch_up()
    recorder, state = m.recorder, Snapshot(m, holders)
    changes = {**recorder.binds, **recorder.changes, **recorder.binds}
    writes: dict[VarName, Write] = {}
    arrays: dict[VarName, Sharing] = {}
    for name, change in changes.items():
        slot = m.module.slots.get(name) or m.world.slots.get(name)
        if isinstance(slot, Variable):
            writes[name] = _write(m, name, slot, change, state)
            if shown := _shared_arrays(m.vocabulary.bit(name), slot, state):
                arrays[name] = shown
    sharing = list(state.strangers(m.vocabulary.bits(changes)).items())
    return Followed(parsed, recorder, writes, sharing, arrays, _changed_inputs(recorder, state))


def passengers(m: Machine, names: Iterable[VarName]) -> Passengers:
    """These variables, as the cell of the machine's recorder has left them without writing them."""
    state = Snapshot(m, Holders(m))
    joining = Change(WriteKind.JOIN, True, True, m.recorder.statement, None)
    found: dict[VarName, tuple[Write, Sharing]] = {}
    for name in sorted(names):
        slot = m.module.slots[name]
        assert isinstance(slot, Variable)
        found[name] = _write(m, name, slot, joining, state), _shared_arrays(m.vocabulary.bit(name), slot, state)
    return found


def _shared_arrays(own: int, slot: Variable, state: Snapshot) -> Sharing:
    """Arrays to which other variables lead as well."""
    arrays = state.reached(slot.value).arrays
    return [(names, (array,)) for array in arrays if (names := state.names_above(array)) & ~own]


def _changed_inputs(recorder: Recorder, state: Snapshot) -> frozenset[VarName]:
    changed = recorder.changed_objects
    if not changed:
        return frozenset()
    return frozenset(name for name, value in recorder.entry_values.items() if state.reached(value).is_changed)


def _write(m: Machine, name: VarName, slot: Variable, change: Change, state: Snapshot) -> Write:
    recorder = m.recorder
    is_bound = name in recorder.binds
    own = slot.bound_in == recorder.here
    earlier = not slot.bound_in <= recorder.here
    certain = own and not slot.maybe_unbound if is_bound else change.certain
    if is_bound and not own and recorder.cell not in slot.bound_in:
        is_bound = False
    reached = state.reached(slot.value)
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
        type=_type_of(slot.value),
        is_exact=is_exact(slot.value),
        items=hint_of_items(slot.value),
        made_by=class_of(slot.value),
        classes=classes_of(slot.value),
        uncrossable=tuple(_all_uncrossable(m, name, slot, reached)),
        holds=reached.definitions,
        shares_with=Names(m.vocabulary, reached.together & ~m.vocabulary.bit(name)),
        maybe_unbound=slot.maybe_unbound,
        keeps_old=_keeps_old(recorder, name, slot, state),
        needs_pickle=not reached.kinds.isdisjoint(_COPIED_BY_PICKLE),
    )


def _type_of(value: Value) -> str:
    """The one type of all objects that the value may be; a model that is None at first is a model."""
    types = {obj.type for obj in value}
    if types == {"estimator", "NoneType"}:
        return "estimator"
    return types.pop() if len(types) == 1 else ""


#: A deep copy of a booster of lightgbm has lost its best iteration.
_COPIED_BY_PICKLE = COMPUTED | {"booster"}


def _keeps_old(recorder: Recorder, name: VarName, slot: Variable, state: Snapshot) -> bool:
    old = recorder.entry_values.get(name, ())
    if not old or name not in recorder.binds or all(obj.is_immutable for obj in old):
        return False
    return not state.objects(old).isdisjoint(state.objects(slot.value))


def _what_of_library(obj: Obj, slot: Variable, modules: frozenset[str], patched: frozenset[str]) -> str:
    """What of a library cannot go to another process, if it is that; empty otherwise."""
    if obj.name in patched:
        return "function that its module no longer has"
    if slot.binding is not BindingKind.VALUE:
        return ""
    if obj.name.startswith(_DRAWING):
        return "function bound to a global generator"
    if LIVE_STATE.fullmatch(obj.name):
        return "state of the process"
    return "module" if obj.name in modules or obj.name in SUBMODULES else ""


def _patched(recorder: Recorder) -> frozenset[str]:
    """Attributes of modules that the cell replaces: what they were before is no longer found under its name."""
    return frozenset(effect.target for effect in recorder.effects if effect.kind is EffectKind.MONKEYPATCH)


def _all_uncrossable(m: Machine, name: str, slot: Variable, reached: Reached) -> Iterable[Uncrossable]:
    """What of the value cannot go to another process; most values are not worth a look at all their parts."""
    is_suspect = "external" in reached.kinds or not _SUSPECT.isdisjoint(reached.kinds) or reached.has_odd_instances
    return _uncrossable(name, slot, m.modules, _patched(m.recorder)) if is_suspect else ()


def _uncrossable(name: str, slot: Variable, modules: frozenset[str], patched: frozenset[str]) -> Iterable[Uncrossable]:
    stack: list[tuple[str, Obj, int]] = [(name, obj, 0) for obj in slot.value]
    seen: set[Obj] = set()
    while stack:
        path, obj, depth = stack.pop()
        if obj in seen or depth > 6:
            continue
        seen.add(obj)
        if obj.type in UNCROSSABLE_TYPES:
            yield Uncrossable(_what_it_is(obj), path)
            continue
        if obj.type == "function" and slot.binding is BindingKind.VALUE:
            if obj.name == "<lambda>":
                yield Uncrossable("lambda", path)
            elif obj.frame is not None and obj.frame.parent is not None and obj.frame.kind == "function":
                yield Uncrossable("function made inside a call", path)
        for trait in obj.traits & _UNCROSSABLE_TRAITS.keys():
            yield Uncrossable(_UNCROSSABLE_TRAITS[trait], path)
        if obj.type == "external" and (what := _what_of_library(obj, slot, modules, patched)):
            yield Uncrossable(what, path)
        if obj.type == "instance" and (what := why_unpicklable(obj)):
            yield Uncrossable(what, path)
        # Named parts are looked at first: the path is to say which one it is.
        stack.extend((f"{path}[…]", inner, depth + 1) for inner in sorted_objects(obj.contents))
        if obj.name == "defaultdict":
            stack.extend((f"{path}.default_factory", factory, depth + 1) for factory in obj.receiver)
        for part, value in obj.parts.items():
            stack.extend((path + _shown(part), inner, depth + 1) for inner in value)


def _what_it_is(obj: Obj) -> str:
    by_maker = (what for maker, what in UNCROSSABLE_BY_MAKER.items() if obj.name.startswith(maker))
    return next(by_maker, UNCROSSABLE_TYPES[obj.type]) if obj.name else UNCROSSABLE_TYPES[obj.type]


def _shown(part: str) -> str:
    """A part as code has it; one that stands for several has no name."""
    if part.startswith("<"):
        return "[…]"
    return part if part[:1] in "[." else f".{part}"
