"""Two runs of one cell, before and after an edit -> which objects are the same, and what differs for later cells.

An object of the new run is the twin of the earlier run's that has its serial, if all is the same that is known of the
two: links and parts as well, so that whole groups of objects are twins or none of them is. Objects of earlier cells
must be left the same; of the outermost names some may differ, so long as what they stand for is nothing that anybody
else holds. Anything else is not accepted, and then no later cell can be spared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import libcst as cst

from nb2pipe.analysis.state.heap import sorted_objects
from nb2pipe.analysis.state.objects import (
    UNSHARED,
    Frame,
    Link,
    LinkKind,
    Obj,
    Slot,
    State,
    Value,
    Variable,
    position_of,
    state_of,
)  # fmt: skip

#: Objects of these types mean nothing without their code, which belongs to one version of the cell.
_CODE = ("function", "class", "method")
#: What these have been given is kept beside them.
_SUSPENDED = ("generator", "coroutine", "iterator")


class Effects(Protocol):
    """What a run of a cell has changed, before and after."""

    @property
    def objects(self) -> Mapping[Obj, tuple[State, State]]: ...  # noqa: D102
    @property
    def links(self) -> Sequence[Link]: ...  # noqa: D102
    @property
    def slots(self) -> Mapping[tuple[bool, str], tuple[Slot, Slot]]: ...  # noqa: D102
    @property
    def rest(self) -> object: ...  # noqa: D102


class Comparison:
    """What differs between two versions of a notebook after the cells that have been compared, in their order."""

    def __init__(self) -> None:
        #: Outermost names that stand for something else than in the earlier version.
        self.differing: set[str] = set()
        #: Cells that were followed again, by their position.
        self._positions: set[int] = set()
        #: Object of the new version -> the same of the earlier one.
        self._twins: dict[Obj, Obj] = {}
        self._kept: set[Obj] = set()

    def twin(self, obj: Obj) -> Obj:
        """The same object of the earlier version; itself where there is none."""
        return self._twins.get(obj, obj)

    def is_of_one_version(self, obj: Obj) -> bool:
        """Whether the object was made by a cell that was followed again, and is not the same in both versions."""
        return position_of(obj) in self._positions and obj not in self._kept

    def translated(self, slot: Slot) -> Slot:
        """The slot with objects of the earlier version."""
        return replace(slot, value=tuple(map(self.twin, slot.value))) if isinstance(slot, Variable) else slot

    def accepts(self, known: Effects, run: Effects, position: int) -> bool:
        """Take in two runs of one cell, the machine being as the new one left it; False if too much differs."""
        if known.rest != run.rest or not self._leaves_objects(known, run):
            return False
        touched: list[tuple[str, Slot, Slot]] = []
        for is_world, name in dict.fromkeys((*known.slots, *run.slots)):
            key = (is_world, name)
            old, new = known.slots.get(key), run.slots.get(key)
            if (old is None or new is None) and not is_world and name in self.differing:
                touched.append((name, new[1] if new is not None else None, None))
                continue
            after = new[1] if new is not None else (old[0] if old is not None else None)
            earlier = old[1] if old is not None else (new[0] if new is not None else None)
            if self._are_same_slots(after, earlier):
                self.differing.discard(name)
            elif is_world:
                return False
            else:
                touched.append((name, after, earlier))
        self.differing.update(name for name, _, _ in touched)
        self._positions.add(position)
        return self._are_apart(run, touched, position)

    def _leaves_objects(self, known: Effects, run: Effects) -> bool:
        """Whether objects of earlier cells are left as the earlier run left them."""
        for obj in dict.fromkeys((*known.objects, *run.objects)):
            if self.is_of_one_version(obj):
                continue
            earlier = known.objects[obj][1] if obj in known.objects else run.objects[obj][0]
            pairs = _paired_states(state_of(obj), earlier)
            if pairs is None or not self._are_twins(pairs):
                return False
        return self._leaves_links(known, run)

    def _leaves_links(self, known: Effects, run: Effects) -> bool:
        ours, theirs = _links_by_owner(run), _links_by_owner(known)
        for owner, kind in dict.fromkeys((*theirs, *ours)):
            if not self.is_of_one_version(owner):
                pairs = _paired_objects(ours[owner, kind], theirs[owner, kind])
                if pairs is None or not self._are_twins(pairs):
                    return False
        return True

    def _are_same_slots(self, new: Slot, old: Slot) -> bool:
        if not isinstance(new, Variable) or not isinstance(old, Variable):
            return new == old
        return _facts_of(new) == _facts_of(old) and len(new.value) == len(old.value) and self._are_twins(
            zip(new.value, old.value, strict=True)
        )  # fmt: skip

    def _are_twins(self, pairs: Iterable[tuple[Obj, Obj]]) -> bool:
        """Whether the objects of all pairs are the same, with all that they hold and are held by."""
        trial: dict[Obj, Obj] = {}
        stack = list(pairs)
        while stack:
            new, old = stack.pop()
            known = trial.get(new) or self._twins.get(new)
            if new is old or known is old:
                continue
            inner = None if known is not None else _paired(new, old)
            if inner is None:
                return False
            trial[new] = old
            stack += inner
        self._twins.update(trial)
        self._kept.update(trial.values())
        return True

    def _are_apart(self, run: Effects, touched: list[tuple[str, Slot, Slot]], position: int) -> bool:
        """Whether what is new is held by differing names alone, and holds nothing that has a twin."""
        touched_objects = (*run.objects, *(link.owner for link in run.links))
        own = {obj for obj in touched_objects if self.is_of_one_version(obj)}
        roots = list(own)
        for _, new, old in touched:
            values = new.value if isinstance(new, Variable) else ()
            earlier = old.value if isinstance(old, Variable) else ()
            if not self._lasting(values) <= self._lasting(earlier):
                return False
            roots += [obj for obj in values if obj not in self._twins]
        seen: set[Obj] = set()
        frames: set[Frame] = set()
        while roots:
            obj = roots.pop()
            if obj in self._twins:
                return False
            if obj not in seen and (position_of(obj) == position or obj in own):
                seen.add(obj)
                roots.extend(_mentioned(obj, frames))
        return True

    def _lasting(self, value: Value) -> set[Obj]:
        """Objects whose changes can be noticed, and which both versions have."""
        return {
            self.twin(obj) for obj in value if obj.type not in UNSHARED and not self.is_of_one_version(self.twin(obj))
        }


def _facts_of(slot: Variable) -> tuple[object, ...]:
    return slot.bound_in, slot.sources, slot.producer, slot.maybe_unbound, slot.binding, slot.site, slot.apart


def _paired(new: Obj, old: Obj) -> list[tuple[Obj, Obj]] | None:
    """What must be the same for two objects to be; None if they are not."""
    if new.serial != old.serial or new.heap is not old.heap or new.serial <= 0:
        return None
    if (new.type, new.name, new.cell) != (old.type, old.name, old.cell) or new.frame is not old.frame:
        return None
    if type(new.constant) is not type(old.constant) or new.constant != old.constant:
        return None
    if new.type in _SUSPENDED or (new.node is not old.node and _bears_code(new)):
        return None
    pairs = _paired_states(state_of(new), state_of(old))
    linked = _paired_links(new, old)
    if pairs is None or linked is None or len(new.bases) != len(old.bases) or len(new.receiver) != len(old.receiver):
        return None
    return [*pairs, *linked, *zip(new.bases, old.bases, strict=True), *zip(new.receiver, old.receiver, strict=True)]


def _bears_code(obj: Obj) -> bool:
    return obj.type in _CODE or isinstance(obj.node, (cst.FunctionDef, cst.Lambda, cst.ClassDef, cst.GeneratorExp))


def _paired_states(new: State, old: State) -> list[tuple[Obj, Obj]] | None:
    """Objects that two states hold in the same places; None if the states are not alike."""
    new_parts, new_change, new_traits = new
    old_parts, old_change, old_traits = old
    if (new_change, new_traits, list(new_parts)) != (old_change, old_traits, list(old_parts)):
        return None
    pairs: list[tuple[Obj, Obj]] = []
    for key, value in new_parts.items():
        if len(value) != len(old_parts[key]):
            return None
        pairs.extend(zip(value, old_parts[key], strict=True))
    return pairs


def _paired_links(new: Obj, old: Obj) -> list[tuple[Obj, Obj]] | None:
    """The same for all links of two objects."""
    pairs: list[tuple[Obj, Obj]] = []
    for ours, theirs in zip(_links_of(new), _links_of(old), strict=True):
        found = _paired_objects(ours, theirs)
        if found is None:
            return None
        pairs += found
    return pairs


def _links_of(obj: Obj) -> tuple[Collection[Obj], ...]:
    return obj.contents, obj.loose, obj.holders, obj.loose_holders


def _links_by_owner(run: Effects) -> defaultdict[tuple[Obj, LinkKind], list[Obj]]:
    found: defaultdict[tuple[Obj, LinkKind], list[Obj]] = defaultdict(list)
    for owner, kind, other in run.links:
        found[owner, kind].append(other)
    return found


def _paired_objects(ours: Collection[Obj], theirs: Collection[Obj]) -> list[tuple[Obj, Obj]] | None:
    """Objects by their serials; None if they are not as many."""
    if len(ours) != len(theirs):
        return None
    return list(zip(sorted_objects(ours), sorted_objects(theirs), strict=True)) if ours else []


def _mentioned(obj: Obj, frames: set[Frame]) -> Iterator[Obj]:
    """Objects to which this one leads in any way."""
    for links in (*_links_of(obj), obj.bases, obj.receiver):
        yield from links
    for value in obj.parts.values():
        yield from value
    frame = obj.frame
    while frame is not None and frame.parent is not None and frame not in frames:
        frames.add(frame)
        for slot in frame.slots.values():
            if isinstance(slot, Variable):
                yield from slot.value
        frame = frame.parent
