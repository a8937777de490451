"""Variables that share objects: which they are, and what keeps them or their cells together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nb2pipe.analysis.frames import Variable
from nb2pipe.analysis.heap import Obj, holders_of, reach
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.recorder import Change
from nb2pipe.model.analysis import BindingKind, WriteKind
from nb2pipe.model.ids import VarName


def sharers(m: Machine, name: VarName, known: dict[Obj, set[VarName]]) -> dict[VarName, set[Obj]]:
    """Other variables that reach an object which this one reaches, with the objects.

    `known` keeps, for one state of the machine, who reaches an object.
    """
    slot = m.module.slots.get(name)
    if not isinstance(slot, Variable):
        return {}
    found: dict[VarName, set[Obj]] = {}
    for obj in reach(slot.value, loosely=True):
        if obj.is_immutable:
            continue
        names = known.get(obj)
        if names is None:
            names = known[obj] = m.names_of(holders_of([obj], loosely=True))
        for other in names:
            if other != name:
                found.setdefault(other, set()).add(obj)
    return {other: found[other] for other in sorted(found)}


def entangle(m: Machine, names: Iterable[str], reason: str) -> None:
    """Keep this cell in one process with the cells that made these variables."""
    cell = m.recorder.cell
    for name in names:
        slot = m.module.slots.get(name)
        if isinstance(slot, Variable) and slot.binding is BindingKind.VALUE:
            first = min(slot.bound_in)
            if first < cell:
                m.entangled.setdefault((first, cell), reason)


def carry(m: Machine, names: Iterable[VarName]) -> None:
    """Let variables travel on with this cell, unchanged."""
    for name in names:
        slot = m.module.slots.get(name)
        if isinstance(slot, Variable) and slot.producer != m.recorder.cell:
            m.recorder.changes.setdefault(name, Change(WriteKind.JOIN, True, True, m.recorder.statement, None))
            m.journal.set(m.module, name, replace(slot, producer=m.recorder.cell))
