"""Facts of cells -> edges from what IPython has shown to the cells that use it as `_`, `__`, `Out[3]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import libcst as cst

from nb2pipe.analysis.cells.facts import Row
from nb2pipe.analysis.cells.interpreter import shown_by
from nb2pipe.model.analysis import CellFacts, Edge, EffectKind, Via
from nb2pipe.model.ids import VarName

#: Name -> how many of the values shown last it may be; all others are values of any cell.
_DEPTHS = {"_": 1, "__": 2, "___": 3}
#: Functions that give nothing.
_SHOWING = ("print", "display")
#: What IPython remembers beside values: code, folders.
_NO_VALUES = ("_i", "_dh", "In", "exit", "quit")


def remembered_rows(cells: Sequence[CellFacts]) -> Iterator[Row]:
    """Edges of cells that use values which IPython remembers, in the order in which these stand here."""
    for position, facts in enumerate(cells):
        names = {effect.target for effect in facts.effects if effect.kind is EffectKind.HISTORY}
        for name in sorted(names):
            if not name.startswith(_NO_VALUES):
                for source in _showing(cells[:position], _DEPTHS.get(name)):
                    edge = Edge(source, facts.index, (VarName(name),), Via.NAME)
                    yield edge.source, edge.target, edge.names, edge.via, edge


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
