"""ParsedNotebook -> Analysis, in document order and in the order of the execution counts."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence

from nb2pipe.analysis.cells.caches import with_caches
from nb2pipe.analysis.cells.constants import bindings_of, constants_of
from nb2pipe.analysis.cells.edges import edge_rows, edges_of
from nb2pipe.analysis.cells.facts import facts_of, facts_without_code
from nb2pipe.analysis.cells.idling import without_idle_moves
from nb2pipe.analysis.cells.joins import let_travel_together
from nb2pipe.analysis.cells.memory import Forgetful, Recollection
from nb2pipe.analysis.cells.passes import Trace
from nb2pipe.analysis.cells.remembered import remembered_rows
from nb2pipe.analysis.cells.writes import Followed
from nb2pipe.analysis.knowledge.types import ARRAYS, TABLES
from nb2pipe.analysis.state.apart import sources_of
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Variable
from nb2pipe.analysis.state.sharing import Sharing
from nb2pipe.analysis.state.surroundings import Surroundings
from nb2pipe.model.analysis import Analysis, CellFacts, Edge, Entangled
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.ids import VarName
from nb2pipe.model.names import Vocabulary
from nb2pipe.model.notebook import Notebook

NO_EXPORTS: Mapping[str, frozenset[str]] = {}


def analyze(
    parsed: ParsedNotebook,
    *,
    star_exports: Mapping[str, frozenset[str]] = NO_EXPORTS,
    memory: Recollection | None = None,
) -> Analysis:
    """Follow the notebook and collect its facts.

    `star_exports` gives the names behind `from module import *` where somebody has looked; analysis itself
    never imports anything. With the `memory` of an earlier version, only what an edit has touched is done again.
    """
    memory = memory or Forgetful()
    code = parsed.code()
    has_outputs = any(cell.has_outputs for cell in parsed.notebook.cells)
    surroundings = Surroundings(star_exports, _defers_annotations(parsed.notebook), has_outputs)
    seen = memory.trace("document", code, surroundings)
    followed = without_idle_moves(let_travel_together(seen, memory), "busy", memory)
    cells = _facts(parsed, followed, memory)
    order = _recorded_order(parsed)
    analysis = Analysis(
        notebook=parsed.notebook,
        cells=cells,
        edges=with_caches(_edges(parsed, cells, "edges", memory), followed),
        recorded_edges=_recorded_edges(parsed, order, surroundings, memory),
        recorded_order=order,
        tells_parts=any(item.recorder.apart for item in followed),
        origins=_origins(seen.machine),
        entangled=tuple(sorted([*_identities(seen), *_views(followed, seen.machine.vocabulary)])),
    )
    memory.release(seen)
    return analysis


def _defers_annotations(notebook: Notebook) -> bool:
    return (notebook.python or sys.version_info) >= (3, 14)


def _facts(parsed: ParsedNotebook, followed: Sequence[Followed], memory: Recollection) -> tuple[CellFacts, ...]:
    bindings = [memory.recall("bindings", _index(item), (item,), bindings_of) for item in followed]
    constants = constants_of(bindings)
    by_index = {
        _index(item): memory.recall("facts", _index(item), (item, constants.intersection(own.fixed)), facts_of)
        for item, own in zip(followed, bindings, strict=True)
    }
    return tuple(
        by_index.get(cell.cell.index) or memory.recall("no code", cell.cell.index, (cell,), facts_without_code)
        for cell in parsed.cells
    )


def _index(item: Followed) -> int:
    return item.parsed.cell.index


def _edges(parsed: ParsedNotebook, cells: Sequence[CellFacts], what: str, memory: Recollection) -> tuple[Edge, ...]:
    rows = [row for facts in cells for row in memory.recall(what, facts.index, (facts,), edge_rows)]
    naming = {cell.cell.index for cell in parsed.cells if any(magic.may_bind_any_name for magic in cell.magics)}
    return edges_of([*rows, *remembered_rows(cells, naming)])


def _origins(machine: Machine) -> dict[VarName, frozenset[int]]:
    slots = {**machine.world.slots, **machine.module.slots}
    return {
        VarName(name): frozenset(
            source.cell for source in (slot.sources if slot.apart is None else (*slot.sources, *sources_of(slot.apart)))
        )
        for name, slot in sorted(slots.items())
        if isinstance(slot, Variable)
    }


def _identities(seen: Trace) -> list[Entangled]:
    return [Entangled(first, last, reason) for (first, last), reason in seen.entangled.items()]


def _views(followed: Sequence[Followed], vocabulary: Vocabulary) -> list[Entangled]:
    """Arrays that share memory and are changed later: pickle would part them, even in one file."""
    found: dict[tuple[int, int], str] = {}
    for item in followed:
        index = item.parsed.cell.index
        for name, groups in item.arrays.items():
            if all(obj.last_change <= index for _, arrays in groups for obj in arrays):
                continue
            for other, arrays in sorted(_by_variable(groups, vocabulary).items()):
                if other == name:
                    continue
                last = max(obj.last_change for obj in arrays)
                if last > index and _are_views(arrays):
                    found.setdefault((index, last), f"`{name}` and `{other}` share memory, which cell {last} changes")
    return [Entangled(first, last, reason) for (first, last), reason in found.items()]


def _by_variable(groups: Sharing, vocabulary: Vocabulary) -> dict[VarName, list[Obj]]:
    """The arrays to which each variable leads."""
    found: defaultdict[VarName, list[Obj]] = defaultdict(list)
    for names, arrays in groups:
        for name in vocabulary.names(names):
            found[name] += arrays
    return found


def _are_views(arrays: list[Obj]) -> bool:
    """Whether the sharing is of memory between two objects, not of one and the same object."""
    # An array holds the tables that show its memory: `pd.DataFrame(array, copy=False)`.
    if any("window" in obj.traits or any(held.type in TABLES for held in obj.contents) for obj in arrays):
        return True
    return any(holder.type in ARRAYS for obj in arrays for holder in obj.holders | obj.loose_holders) or any(
        held.type in ARRAYS for obj in arrays for held in obj.contents | obj.loose
    )


def _recorded_order(parsed: ParsedNotebook) -> tuple[int, ...]:
    counted = [(c.cell.execution_count, c.cell.index) for c in parsed.code() if c.cell.execution_count]
    order = tuple(index for _, index in sorted(counted))
    return order if list(order) != sorted(order) else ()


def _recorded_edges(
    parsed: ParsedNotebook,
    order: tuple[int, ...],
    surroundings: Surroundings,
    memory: Recollection,
) -> tuple[Edge, ...]:
    if not order:
        return ()
    by_index = {cell.cell.index: cell for cell in parsed.code()}
    seen = memory.trace("recorded", [by_index[index] for index in order], surroundings)
    followed = without_idle_moves(seen.followed, "busy as recorded", memory)
    facts = [memory.recall("recorded facts", _index(item), (item,), facts_of) for item in followed]
    memory.release(seen)
    return _edges(parsed, facts, "recorded edges", memory)
