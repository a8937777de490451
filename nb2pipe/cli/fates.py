"""What became of every cell of an exported notebook, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from nb2pipe.model.plan import CellFate, CellRecord

_WORDS = {
    CellFate.PARAMETERS: "parameters",
    CellFate.IMPORT: "imports, where they are used",
    CellFate.DEFINITION: "definitions, where they are used",
    CellFate.SETTING: "settings, in the steps that need them",
    CellFate.REPORT: "report, in the run notebook",
    CellFate.SKIP: "stays in the notebook",
    CellFate.MARKDOWN: "text, in the run notebook",
    CellFate.EMPTY: "empty",
    CellFate.DROPPED: "left out",
}


def lines_of_fates(records: Sequence[CellRecord]) -> Iterator[str]:
    """A line for each run of cells with one fate, and under it what did not stay of their statements."""
    for fate, group in groupby(records, _fate_in_words):
        cells = list(group)
        yield f"{_range(cells):<12} {fate}"
        for cell in cells:
            for note in cell.notes:
                yield f"  {f'in {cell.index}: ' if len(cells) > 1 else ''}{note}"


def _fate_in_words(record: CellRecord) -> str:
    return f"step {record.step}" if record.step else _WORDS[record.fate]


def _range(cells: Sequence[CellRecord]) -> str:
    first, last = cells[0].index, cells[-1].index
    return f"cell {first}" if first == last else f"cells {first}-{last}"
