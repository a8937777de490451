"""ParsedNotebook -> Analysis, in document order and in the order of the execution counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from nb2pipe.analysis.facts import constants_of, edges_of, facts_of, facts_without_code
from nb2pipe.analysis.frames import Variable
from nb2pipe.analysis.interpreter import Followed, follow, new_machine
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.objects import Obj
from nb2pipe.model.analysis import Analysis, Edge, Entangled
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.ids import VarName

NO_EXPORTS: Mapping[str, frozenset[str]] = {}


def analyze(parsed: ParsedNotebook, *, star_exports: Mapping[str, frozenset[str]] = NO_EXPORTS) -> Analysis:
    """Follow the notebook and collect its facts.

    `star_exports` gives the names behind `from module import *` where somebody has looked; analysis itself
    never imports anything.
    """
    code = parsed.code()
    machine = new_machine(star_exports)
    followed = follow(machine, code)
    joins = _late_joins(machine, followed)
    if joins:
        machine = new_machine(star_exports)
        followed = follow(machine, code, joins)
    constants = constants_of(followed)
    by_index = {item.parsed.cell.index: facts_of(item, constants) for item in followed}
    cells = tuple(by_index.get(cell.cell.index) or facts_without_code(cell) for cell in parsed.cells)
    order = _recorded_order(parsed)
    return Analysis(
        notebook=parsed.notebook,
        cells=cells,
        edges=edges_of(cells),
        recorded_edges=_recorded_edges(parsed, order, star_exports),
        recorded_order=order,
        origins=_origins(machine),
        entangled=tuple(sorted([*_identities(machine), *_views(followed)])),
    )


def _origins(machine: Machine) -> dict[VarName, frozenset[int]]:
    slots = {**machine.world.slots, **machine.module.slots}
    return {
        VarName(name): frozenset(source.cell for source in slot.sources)
        for name, slot in sorted(slots.items())
        if isinstance(slot, Variable)
    }


def _identities(machine: Machine) -> list[Entangled]:
    return [Entangled(first, last, reason) for (first, last), reason in machine.entangled.items()]


def _views(followed: list[Followed]) -> list[Entangled]:
    """Arrays that share memory and are changed later: pickle would part them, even in one file."""
    found: dict[tuple[int, int], str] = {}
    for item in followed:
        index = item.parsed.cell.index
        for name, others in item.sharing.items():
            for other, shared in others.items():
                arrays = [obj for obj in shared if obj.type == "ndarray" or "window" in obj.traits]
                last = max((obj.last_change for obj in arrays), default=-1)
                if last > index and _are_views(arrays):
                    found.setdefault((index, last), f"`{name}` and `{other}` share memory, which cell {last} changes")
    return [Entangled(first, last, reason) for (first, last), reason in found.items()]


def _are_views(arrays: list[Obj]) -> bool:
    """Whether the sharing is of memory between two arrays, not of one and the same object."""
    if any("window" in obj.traits for obj in arrays):
        return True
    return any(holder.type == "ndarray" for obj in arrays for holder in obj.holders | obj.loose_holders) or any(
        held.type == "ndarray" for obj in arrays for held in obj.contents | obj.loose
    )


def _late_joins(machine: Machine, followed: list[Followed]) -> dict[int, frozenset[VarName]]:
    """Cells after which variables share an object that is changed later: they must travel together from there."""
    joins: defaultdict[int, set[VarName]] = defaultdict(set)
    last_change = {obj: obj.last_change for obj in (*machine.made.values(), *machine.named) if obj.last_change >= 0}
    if not last_change:
        return {}
    for item in followed:
        index = item.parsed.cell.index
        for name, others in item.sharing.items():
            for other, shared in others.items():
                if any(last_change.get(obj, -1) > index for obj in shared):
                    joins[index].add(other)
                    joins[index].add(name)
    return {index: frozenset(names) for index, names in joins.items()}


def _recorded_order(parsed: ParsedNotebook) -> tuple[int, ...]:
    counted = [(c.cell.execution_count, c.cell.index) for c in parsed.code() if c.cell.execution_count]
    order = tuple(index for _, index in sorted(counted))
    return order if list(order) != sorted(order) else ()


def _recorded_edges(
    parsed: ParsedNotebook, order: tuple[int, ...], star_exports: Mapping[str, frozenset[str]]
) -> tuple[Edge, ...]:
    if not order:
        return ()
    by_index = {cell.cell.index: cell for cell in parsed.code()}
    followed = follow(new_machine(star_exports), [by_index[index] for index in order])
    return edges_of([facts_of(item) for item in followed])
