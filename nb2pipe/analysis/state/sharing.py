"""Variables that share objects: which they are, and what keeps them or their cells together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from nb2pipe.analysis.state.components import components
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import UNSHARED, Obj, Variable
from nb2pipe.analysis.state.recorder import Change
from nb2pipe.model.analysis import BindingKind, WriteKind
from nb2pipe.model.ids import VarName

#: So many links between objects that are asked who holds them cost as much as following one node.
LINKS_PER_NODE = 25
#: Variables, and objects that all of them reach.
Sharing = Sequence[tuple[frozenset[VarName], Collection[Obj]]]


class Holders:
    """Which variables lead to an object, in one state of the machine; nothing is walked twice."""

    def __init__(self, m: Machine) -> None:
        self._m = m
        self._names: dict[Obj, frozenset[VarName]] = {}
        #: Each set that is one of these stands once.
        self._sets: dict[frozenset[VarName], frozenset[VarName]] = {}

    def names_above(self, obj: Obj) -> frozenset[VarName]:
        """Variables that hold the object or anything that holds it, at any depth."""
        names = self._names.get(obj)
        if names is None:
            names = self._names_of(obj)
            if names is None:
                self._look_above(obj)
                names = self._names[obj]
        return names

    def _names_of(self, obj: Obj) -> frozenset[VarName] | None:
        """The same, if nothing holds those that hold the object; None where it is not as simple."""
        if not obj.holders and not obj.loose_holders:
            names = self._names[obj] = frozenset(self._m.names_of((obj,)))
            return names
        holders = self._holders_of(obj)
        if any(holder.holders or holder.loose_holders for holder in holders):
            return None
        names = self._names[obj] = frozenset(self._m.names_of((obj, *holders)))
        return names

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
            above = set(map(self._names.get, holders))
            names = frozenset(self._m.names_of(objects)).union(*filter(None, above))
            names = self._sets.setdefault(names, names)
            self._names.update(dict.fromkeys(objects, names))
            links += len(holders)
        self._m.budget -= links // LINKS_PER_NODE

    def groups(self, objects: Iterable[Obj]) -> dict[frozenset[VarName], list[Obj]]:
        """The objects, those together to which the same variables lead."""
        groups: dict[frozenset[VarName], list[Obj]] = {}
        for obj in objects:
            names = self.names_above(obj)
            if names in groups:
                groups[names].append(obj)
            else:
                groups[names] = [obj]
        return groups


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
