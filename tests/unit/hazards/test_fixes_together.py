"""Fixes of all rules on one notebook: what is left parses, keeps its comments, and has nothing left to fix."""

from __future__ import annotations

import io
import tokenize
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from nb2pipe.hazards import RULES
from nb2pipe.hazards.rule import Example
from nb2pipe.model.notebook import Notebook
from nb2pipe.service.fixing import fix_rounds
from nb2pipe.syntax import parse_notebook
from tests.support.notebooks import make_notebook
from tests.unit.hazards.test_fixing import find

#: Notebooks in which something can be fixed.
FIXABLE: tuple[Example, ...] = tuple(
    before for rule in RULES.values() for before, _ in (*rule.FIXED, *rule.UNSAFE_FIXED)
)
FIXED: tuple[Example, ...] = tuple(after for rule in RULES.values() for _, after in (*rule.FIXED, *rule.UNSAFE_FIXED))
COMMENTS = st.sampled_from(["", "# a note\n", "# été 😀\n\n"])


@st.composite
def notebooks(draw: st.DrawFn) -> Notebook:
    """Several examples one below the other, with comments between."""
    chosen = draw(st.lists(st.sampled_from([*FIXABLE, *FIXED]), min_size=1, max_size=4))
    cells = [(draw(COMMENTS) + cell.source + draw(COMMENTS.map(_below)), cell.tags) for each in chosen for cell in each]
    return make_notebook(*cells)


def _below(comment: str) -> str:
    return f"\n{comment.strip()}" if comment else ""


@settings(max_examples=150, deadline=None)
@given(notebooks(), st.booleans())
def test_fixes_go_together(notebook: Notebook, unsafe: bool) -> None:
    after, _, left = fix_rounds(notebook, find, unsafe=unsafe)
    # A line that was no Python may become a magic (`cd ..`), but none becomes broken.
    pairs = zip(parse_notebook(notebook).cells, parse_notebook(after).cells, strict=True)
    assert all(fixed.fault in (None, cell.fault) for cell, fixed in pairs)
    assert fix_rounds(after, find, unsafe=unsafe) == (after, (), left)
    assert not (unsafe and left)
    assert not _comments(notebook) - _comments(after)


def _comments(notebook: Notebook) -> Counter[str]:
    """The comments of all cells, but for those that speak to nb2pipe, and for what a magic line has behind it."""
    found: Counter[str] = Counter()
    for cell in notebook.cells:
        lines = "".join("\n" if line.lstrip()[:1] in ("%", "!") else f"{line}\n" for line in cell.source.split("\n"))
        tokens = tokenize.generate_tokens(io.StringIO(lines).readline)
        found.update(
            token.string for token in tokens if token.type == tokenize.COMMENT and "nb2pipe" not in token.string
        )
    return found
