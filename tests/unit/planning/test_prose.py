from __future__ import annotations

import pytest

from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import Cell, CellType
from nb2pipe.planning.prose import doc_above

_LONG = "A sentence of some length. " * 40


@pytest.mark.parametrize(
    ("markdown", "doc"),
    [
        ("# Clean\nDrop what is empty.", "Clean.\n\nDrop what is empty."),
        ("Scores mean this:\n- 0.5 is random\n- 1.0 is best", "Scores mean this:"),
        (
            "First what is left out.\nThe scores are:\n- 0.5\n- 1.0\n\nAll the same.",
            "First what is left out.\n\nAll the same.",
        ),
        ("## Scores:\nThey mean:\n\n$$x$$", "Scores."),
        ("Calls ``f`` and :func:`~sklearn.base.clone` (see `guide`)", "Calls `f` and `clone` (see `guide`)"),
        ("As in [[2]](#two), with $\\alpha$ and a\\_b.", "As in [2], with $\\alpha$ and a_b."),
        ("- only\n- a list", ""),
        (_LONG, ("A sentence of some length. " * 22).strip()),
    ],
)
def test_doc_has_whole_sentences_and_no_lists(markdown, doc):
    cells = (Cell(0, CellId("a"), CellType.MARKDOWN, markdown), Cell(1, CellId("b"), CellType.CODE, "x = 1"))
    assert doc_above(cells, 1) == doc
