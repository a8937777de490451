"""Variables that share objects: which they are, and what keeps them or their cells together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nb2pipe.analysis.frames import Variable
from nb2pipe.analysis.heap import holders_of, reach
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.objects import UNSHARED, Obj, Value
from nb2pipe.analysis.recorder import Change
from nb2pipe.model.analysis import BindingKind, WriteKind
from nb2pipe.model.ids import VarName


class Sharers:
    """Who shares what, in one state of the machine: variables that stand for the same objects are answered once."""

    def __init__(self, m: Machine) -> None:
        self._m = m
        self._names: dict[Obj, set[VarName]] = {}
        self._by_value: dict[Value, dict[VarName, set[Obj]]] = {}

    def of(self, name: VarName) -> dict[VarName, set[Obj]]:
        """Other variables that reach an object which this one reaches, with the objects."""
        slot = self._m.module.slots.get(name)
        if not isinstance(slot, Variable):
            return {}
        found = self._by_value.get(slot.value)
        if found is None:
            found = self._by_value[slot.value] = self._of_value(slot.value)
        return {other: shared for other, shared in found.items() if other != name}

    def _of_value(self, value: Value) -> dict[VarName, set[Obj]]:
        if all(obj.type in UNSHARED for obj in value):
            return {}
        found: dict[VarName, set[Obj]] = {}
        for obj in reach(value, loosely=True):
            if not obj.is_immutable:
                for other in self._names_of(obj):
                    found.setdefault(other, set()).add(obj)
        return {other: found[other] for other in sorted(found)}

    def _names_of(self, obj: Obj) -> set[VarName]:
        names = self._names.get(obj)
        if names is None:
            names = self._names[obj] = self._m.names_of(holders_of([obj], loosely=True))
        return names


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
