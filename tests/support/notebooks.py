"""Notebooks in memory, from the sources of their cells."""

from __future__ import annotations

from collections.abc import Sequence

from nb2pipe.analysis import analyze
from nb2pipe.model.analysis import Analysis
from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell, CellType, Notebook
from nb2pipe.model.plan import PipelinePlan
from nb2pipe.planning import make_plan
from nb2pipe.syntax import parse_notebook

#: (source, tags) or only the source.
CellText = str | tuple[str, Sequence[str]]


def make_notebook(*cells: CellText, counts: Sequence[int | None] = ()) -> Notebook:
    """Code cells, with tags where a pair is given; text that begins with `#md ` is a markdown cell."""
    made: list[Cell] = []
    for index, cell in enumerate(cells):
        source, tags = (cell, ()) if isinstance(cell, str) else cell
        kind = CellType.MARKDOWN if source.startswith("#md ") else CellType.CODE
        count = counts[index] if index < len(counts) else None
        made.append(Cell(index, CellId(f"c{index}"), kind, source.removeprefix("#md "), tuple(tags), count))
    return Notebook("nb.ipynb", tuple(made))


def every_cell_a_step(cells: Sequence[str]) -> Notebook:
    """A notebook whose cells are the steps `s0`, `s1`, …"""
    return make_notebook(*((source, (f"step:data:s{i}",)) for i, source in enumerate(cells)))


def analysis_of(*cells: CellText, counts: Sequence[int | None] = ()) -> Analysis:
    """Facts of a notebook of these cells."""
    return analyze(parse_notebook(make_notebook(*cells, counts=counts)))


def plan_of(notebook: Notebook, name: str = "kase") -> PipelinePlan:
    """The pipeline of a notebook; raises Refused."""
    parsed = parse_notebook(notebook)
    return make_plan(parsed, analyze(parsed), name=name)


def edges_by_reason(analysis: Analysis) -> set[tuple[int, int, str, str]]:
    """Source, target, name and reason of every edge."""
    return {(edge.source, edge.target, name, edge.via.value) for edge in analysis.edges for name in edge.names}
