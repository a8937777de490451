"""Variables that share objects: which they are, and what keeps them or their cells together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from nb2pipe.analysis.state.components import components
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import UNSHARED, Obj, Slot, Variable
from nb2pipe.analysis.state.recorder import Change
from nb2pipe.model.accesses import BindingKind, WriteKind
from nb2pipe.model.ids import VarName

#: So many links between objects that are asked who holds them cost as much as following one node.
LINKS_PER_NODE = 25
_UPWARDS = ("holders", "loose_holders")
#: Sets of variables, as bits of the machine's vocabulary, and objects that all of them reach.
Sharing = Sequence[tuple[int, Collection[Obj]]]


class Holders:
    """Which variables lead to an object, as bits of the machine's vocabulary; nothing is walked twice.

    What has been found at the end of one cell is brought up to date at the end of the next one (`catch_up`), so that
    a cell costs what it changes, not what holds it already.
    """

    def __init__(self, m: Machine) -> None:
        self._m = m
        self._names: dict[Obj, int] = {}

    def names_above(self, obj: Obj) -> int:
        """Variables that hold the object or anything that holds it, at any depth."""
        names = self._names.get(obj)
        if names is None:
            names = self._names_of(obj)
            if names is None:
                self._look_above(obj)
                names = self._names[obj]
        self._m.recorder.shared |= names
        return names

    def _names_of(self, obj: Obj) -> int | None:
        """The same, if nothing holds those that hold the object; None where it is not as simple."""
        holders = self._holders_of(obj) if obj.holders or obj.loose_holders else ()
        if any(holder.holders or holder.loose_holders for holder in holders):
            return None
        names = self._names[obj] = self._named({obj, *holders})
        return names

    def _named(self, objects: Collection[Obj]) -> int:
        """Variables that hold one of the objects directly."""
        m, found = self._m, 0
        # Asked by name: of values that one variable has had in turn, all have the same.
        names: set[VarName] = set().union(*[m.named[obj] for obj in objects if obj in m.named])
        for name in names:
            bit = m.vocabulary.bit(name)
            m.recorder.shared |= bit
            slot = m.module.slots.get(name)
            if isinstance(slot, Variable) and any(obj in objects and name in m.named[obj] for obj in slot.value):
                found |= bit
        return found

    def catch_up(self) -> None:
        """Bring what is known up to date with what the cell at hand has bound and linked."""
        m = self._m
        if m.heap.has_ties:
            # What is given to the holder would not get to what is tied to it.
            self.forget()
        for (_, name), (frame, before) in m.journal.before.items():
            if frame is m.module:
                self._rebind(VarName(name), before)
        for owner, kind, holder in m.heap.linked:
            if kind in _UPWARDS and self._names and holder.type not in UNSHARED:
                self._give(owner, self.names_above(holder))

    def forget(self) -> None:
        """Forget all that is known: cells have been undone or done again."""
        self._names.clear()

    def _rebind(self, name: VarName, before: Slot) -> None:
        """Let objects know the variable that stands for them now; what knows one that has left it knows too much."""
        if not self._names:
            return
        now = self._m.module.slots.get(name)
        value = now.value if isinstance(now, Variable) else ()
        left = [obj for obj in before.value if obj not in value] if isinstance(before, Variable) else []
        if left:
            self._forget_below(left, apart_from=_below(value))
        for obj in value:
            self._give(obj, self._m.vocabulary.bit(name))

    def _forget_below(self, objects: Iterable[Obj], *, apart_from: set[Obj]) -> None:
        """Forget who leads to the objects and to all that they hold, apart from these and all that these hold."""
        stack, seen = [*objects], apart_from
        while stack:
            obj = stack.pop()
            if obj in seen:
                continue
            seen.add(obj)
            self._names.pop(obj, None)
            stack += obj.contents
            stack += obj.loose

    def _give(self, obj: Obj, names: int) -> None:
        """Let an object and all that it holds know of variables that lead to it."""
        stack, seen = [obj], set[Obj]()
        while stack:
            obj = stack.pop()
            known = self._names.get(obj)
            if obj in seen or (known is not None and known | names == known):
                continue
            seen.add(obj)
            if known is not None:
                self._names[obj] = known | names
            stack += obj.contents
            stack += obj.loose

    def _holders_of(self, obj: Obj) -> list[Obj]:
        """What holds the object, without what no variable can lead to: results that nobody has kept."""
        named = self._m.named
        return [
            holder
            for holder in obj.holders | obj.loose_holders
            if (holder.holders or holder.loose_holders or holder in named) and holder.type not in UNSHARED
        ]

    def _look_above(self, start: Obj) -> None:
        """Find the variables above an object and all that hold it; objects that hold each other have the same."""
        links = 0
        for objects, holders in components(start, self._holders_of, self._names):
            names = self._named(objects)
            for holder in holders:
                names |= self._names.get(holder, 0)
            self._names.update(dict.fromkeys(objects, names))
            links += len(holders)
        self._m.budget -= links // LINKS_PER_NODE

    def groups(self, objects: Iterable[Obj]) -> dict[int, list[Obj]]:
        """The objects, those together to which the same variables lead."""
        groups: dict[int, list[Obj]] = {}
        for obj in objects:
            names = self.names_above(obj)
            if names in groups:
                groups[names].append(obj)
            else:
                groups[names] = [obj]
        return groups


def _below(objects: Iterable[Obj]) -> set[Obj]:
    """The objects and all that they hold or may hold."""
    stack, seen = [*objects], set[Obj]()
    while stack:
        obj = stack.pop()
        if obj not in seen and obj.type not in UNSHARED:
            seen.add(obj)
            stack += obj.contents
            stack += obj.loose
    return seen


def entangle(m: Machine, names: Iterable[str], reason: str) -> None:
    """Keep this cell in one process with the cells that made these variables."""
    cell = m.recorder.cell
    for name in names:
        m.recorder.consulted.add(name)
        slot = m.module.slots.get(name)
        if isinstance(slot, Variable) and slot.binding is BindingKind.VALUE:
            first = min(slot.bound_in)
            if first < cell:
                m.entangled.setdefault((first, cell), reason)


def carry(m: Machine, names: Iterable[VarName]) -> None:
    """Let variables travel on with this cell, unchanged."""
    for name in names:
        m.recorder.consulted.add(name)
        slot = m.module.slots.get(name)
        if isinstance(slot, Variable) and slot.producer != m.recorder.cell:
            m.recorder.changes.setdefault(name, Change(WriteKind.JOIN, True, True, m.recorder.statement, None))
            m.journal.set(m.module, name, replace(slot, producer=m.recorder.cell))
