"""Facts of cells -> edges of names that no code binds: what IPython has shown (`_`, `Out[3]`), what `%run` has made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

import libcst as cst

from nb2pipe.analysis.cells.edges import Row
from nb2pipe.analysis.cells.interpreter import shown_by
from nb2pipe.model.accesses import Via
from nb2pipe.model.analysis import CellFacts, Edge
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName

#: Name -> how many of the values shown last it may be; all others are values of any cell.
_DEPTHS = {"_": 1, "__": 2, "___": 3}
#: Functions that give nothing.
_SHOWING = ("print", "display")
#: What IPython remembers beside values: code, folders.
_NO_VALUES = ("_i", "_dh", "In", "exit", "quit")


def remembered_rows(cells: Sequence[CellFacts], naming_magics: AbstractSet[int]) -> Iterator[Row]:
    """Edges of names that no code binds, between cells in the order in which these stand here.

    `naming_magics` are the cells with magics that may bind any name.
    """
    above: list[CellFacts] = []
    naming: list[int] = []
    for facts in cells:
        for name, sources in _unbound(facts, above, naming):
            for source in sources:
                edge = Edge(source, facts.index, (name,), Via.NAME)
                yield edge.source, edge.target, edge.names, edge.via, edge
        if facts.index in naming_magics or any(effect.may_bind_any_name for effect in facts.effects):
            naming.append(facts.index)
        above.append(facts)


def _unbound(
    facts: CellFacts, above: Sequence[CellFacts], naming: Sequence[int]
) -> Iterator[tuple[VarName, Iterable[int]]]:
    """Names that the cell uses and no code above binds, with the cells that may have given them a value."""
    for name in facts.refs:
        read = facts.reads.get(name) or facts.asides[name]
        if read.sources or read.deleted_in is not None:
            continue
        if any(effect.kind is EffectKind.HISTORY and effect.target == name for effect in facts.effects):
            if not name.startswith(_NO_VALUES):
                yield name, _showing(above, _DEPTHS.get(name))
        elif naming:
            yield name, naming


def _showing(above: Sequence[CellFacts], depth: int | None) -> Iterable[int]:
    """Cells above that may have shown one of the last values."""
    for facts in reversed(above):
        shown = shown_by(facts.statements[-1].node) if facts.statements else None
        function = shown.func if isinstance(shown, cst.Call) else None
        if shown is None or (isinstance(function, cst.Name) and function.value in _SHOWING):
            continue
        yield facts.index
        # A call that changes something may give nothing, as any function: then the value before is still the last one.
        is_something = function is None or (facts.statements[-1].is_display and not isinstance(function, cst.Name))
        if depth is not None and is_something:
            depth -= 1
            if not depth:
                return
