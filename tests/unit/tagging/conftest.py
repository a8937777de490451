from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from nb2pipe.analysis import analyze
from nb2pipe.model.analysis import Analysis
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell, CellType, Notebook
from nb2pipe.syntax import parse_notebook
from nb2pipe.tagging import TagProposal, suggest_tags

CellText = str | tuple[str, Sequence[str]]
Followed = tuple[ParsedNotebook, Analysis]
Follow = Callable[..., Followed]
Suggest = Callable[..., dict[int, TagProposal]]


def make_notebook(*cells: CellText) -> Notebook:
    """Code cells, with tags where a pair is given; text that begins with `#md ` is a markdown cell."""
    made: list[Cell] = []
    for index, cell in enumerate(cells):
        source, tags = (cell, ()) if isinstance(cell, str) else cell
        kind = CellType.MARKDOWN if source.startswith("#md ") else CellType.CODE
        made.append(Cell(index, CellId(f"c{index}"), kind, source.removeprefix("#md "), tuple(tags)))
    return Notebook("nb.ipynb", tuple(made))


def follow_cells(*cells: CellText) -> Followed:
    parsed = parse_notebook(make_notebook(*cells))
    return parsed, analyze(parsed)


def with_proposals(notebook: Notebook, proposals: Sequence[TagProposal]) -> Notebook:
    """The notebook as `tag --write` leaves it."""
    tags = {proposal.cell: proposal.tag for proposal in proposals}
    cells = (replace(c, tags=(*c.tags, tags[c.index])) if c.index in tags else c for c in notebook.cells)
    return replace(notebook, cells=tuple(cells))


@pytest.fixture
def follow() -> Follow:
    """Parse and analyze a notebook of these cells."""
    return follow_cells


@pytest.fixture
def suggest() -> Suggest:
    """The proposals for a notebook of these cells, by cell."""

    def run(*cells: CellText) -> dict[int, TagProposal]:
        return {proposal.cell: proposal for proposal in suggest_tags(*follow_cells(*cells))}

    return run
