from __future__ import annotations

from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell, CellType, Notebook
from nb2pipe.tagging.outline import NO_HEADING, Heading, find_headings


def headings_of(*sources: str) -> tuple[Heading, ...]:
    cells = [Cell(i, CellId(f"c{i}"), CellType.MARKDOWN, source) for i, source in enumerate(sources)]
    return find_headings(Notebook("nb.ipynb", tuple(cells)))


def test_cell_stands_under_the_nearest_heading_above() -> None:
    found = headings_of("text", "# Title\n\ntext", "more", "## Load ##\n\n### Deeper", "text")
    assert found[0] == NO_HEADING
    assert found[2] == Heading(1, 1, "Title", is_title=True)
    assert found[4] == Heading(3, 3, "Deeper")


def test_underlined_headings_count_and_code_does_not() -> None:
    assert headings_of("Load\n====")[0].text == "Load"
    assert headings_of("Load\n----")[0].level == 2
    assert headings_of("```\n# a comment\n```")[0] == NO_HEADING
    assert headings_of("| a |\n---")[0] == NO_HEADING
