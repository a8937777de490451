"""What was run in a kernel session against what the notebook says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from nb2pipe.model.ids import CellId
from nb2pipe.service.looking import analyze_notebook
from nb2pipe.service.sessions import Execution, session_states
from nb2pipe.service.source import load_notebook
from tests.conftest import notebook_json

CHAIN = ("x = 1", "y = x + 1", "z = y + 1")


def states(cells: Sequence[str], *runs: str | tuple[str, str], fragile: frozenset[int] = frozenset()) -> list[str]:
    """The states of the cells after these runs, each the id of a cell, or that and the source that was run."""
    _, analysis = analyze_notebook(load_notebook(notebook_json(*cells)))
    executions = [Execution(CellId(run)) if isinstance(run, str) else Execution(CellId(run[0]), run[1]) for run in runs]
    return [
        state.freshness.value + "".join(f" {cell}" for cell in state.because)
        for state in session_states(analysis, executions, not_idempotent=fragile)
    ]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ((), ["unrun", "unrun", "unrun"]),
        (("c0", "c1", "c2"), ["fresh", "fresh", "fresh"]),
        (("c0", "c1", "c2", "c0"), ["fresh", "stale c0", "stale c1"]),
        (("c0", "c1", "c2", "c0", "c1"), ["fresh", "fresh", "stale c1"]),
        (("c1", "c2"), ["unrun", "stale c0", "stale c1"]),
        ((("c0", "x = 0"), "c1", "c2"), ["edited", "stale c0", "stale c1"]),
        (("c0", ("c1", "y = x"), "c2"), ["fresh", "edited", "stale c1"]),
        ((("c0", "x = 1"), "c1", "c2", "gone"), ["fresh", "fresh", "fresh"]),
    ],
)
def test_staleness_follows_the_values(runs: Sequence[str], expected: list[str]) -> None:
    assert states(CHAIN, *runs) == expected


def test_a_later_cell_that_ran_in_between_meddles() -> None:
    cells = ("x = 1", "y = x", "x = 2")
    assert states(cells, "c0", "c2", "c1") == ["fresh", "stale c2", "fresh"]
    assert states(cells, "c0", "c1", "c2") == ["fresh", "fresh", "fresh"]


def test_a_cell_that_must_run_once_is_stale_when_it_ran_twice() -> None:
    cells = ("x = 1", "x += 1", "y = x")
    fragile = frozenset({1})
    assert states(cells, "c0", "c1", "c1", "c2", fragile=fragile) == ["fresh", "stale c1", "stale c1"]
    assert states(cells, "c0", "c1", "c0", "c1", "c2", fragile=fragile) == ["fresh", "fresh", "fresh"]


def test_markdown_and_empty_cells_have_no_state() -> None:
    assert states(("#md Title", "", "x = 1"), "c2") == ["fresh"]
