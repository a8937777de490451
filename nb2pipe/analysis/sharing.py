"""Variables that share objects: which they are, and what keeps them or their cells together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from nb2pipe.analysis.frames import Variable
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.objects import UNSHARED, Obj
from nb2pipe.analysis.recorder import Change
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

    def names_above(self, obj: Obj) -> frozenset[VarName]:
        """Variables that hold the object or anything that holds it, at any depth."""
        names = self._names.get(obj)
        if names is None:
            if obj.holders or obj.loose_holders:
                self._names.update(_names_by_holders(self._m, obj, self._names))
            else:
                self._names[obj] = frozenset(self._m.names_of((obj,)))
            names = self._names[obj]
        return names

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


def _names_by_holders(m: Machine, start: Obj, known: Mapping[Obj, frozenset[VarName]]) -> dict[Obj, frozenset[VarName]]:
    """For an object and all that hold it: the variables above each.

    Objects that hold each other have the same; Tarjan's algorithm for strongly connected components finds them, and
    meets every holder once.
    """
    found: dict[Obj, frozenset[VarName]] = {}
    order: dict[Obj, int] = {start: 0}
    lowest = {start: 0}
    above: dict[Obj, set[VarName]] = {start: m.names_of((start,))}
    path = [start]
    stack = [(start, iter(start.holders | start.loose_holders))]
    while stack:
        obj, holders = stack[-1]
        for holder in holders:
            if holder in found or holder in known:
                above[obj] |= found[holder] if holder in found else known[holder]
            elif holder in order:
                lowest[obj] = min(lowest[obj], order[holder])
            elif holder.type not in UNSHARED:
                order[holder] = lowest[holder] = len(order)
                above[holder] = m.names_of((holder,))
                path.append(holder)
                stack.append((holder, iter(holder.holders | holder.loose_holders)))
                break
        else:
            stack.pop()
            if lowest[obj] == order[obj]:
                names = frozenset(above[obj])
                while obj not in found:
                    found[path.pop()] = names
            if stack:
                outer = stack[-1][0]
                lowest[outer] = min(lowest[outer], lowest[obj])
                above[outer] |= above[obj]
    m.budget -= sum([len(obj.holders) + len(obj.loose_holders) for obj in order]) // LINKS_PER_NODE
    return found


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
