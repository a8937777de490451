"""A block that fails leaves what it had done by then: each case is run whole and as a slice."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.notebooks import analysis_of
from tests.support.slices import assert_slice_is_enough

CASES: dict[str, tuple[str, ...]] = {
    "handler": (
        "a = [1]\nfails = True",
        "try:\n    b = a\n    if fails:\n        raise ValueError\n    b = [2]\nexcept ValueError:\n    b.append(3)",
        "r = len(a)",
    ),
    "suppressed": (
        "import contextlib\na = [1]\nfails = True",
        "with contextlib.suppress(ValueError):\n    b = a\n    if fails:\n        raise ValueError\n    b = [2]",
        "b.append(3)",
        "r = len(a)",
    ),
    "value in between": (
        "x, y = 1, 2",
        "try:\n    z = x\n    int('?')\n    z = y\nexcept ValueError:\n    pass",
        "r = z",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_slice_of_the_last_value(case: str) -> None:
    assert_slice_is_enough(list(CASES[case]), "r")


def test_name_deleted_before_the_failure() -> None:
    cells = analysis_of("d = 1", "try:\n    del d\n    int('?')\n    d = 2\nexcept ValueError:\n    pass")
    assert cells.cells[1].writes["d"].maybe_unbound


@pytest.mark.parametrize(
    ("first", "is_sure"),
    [
        ("x = 1", True),
        ("pass\n    x = y = []", True),
        ("def x(): pass", True),
        ("def x(a=int('?')): pass", False),
        ("int('?')\n    x = 1", False),
        ("x = [int('?')]", False),
        ("del y\n    x = 1", False),
    ],
)
def test_name_bound_before_anything_can_fail_is_bound(first: str, *, is_sure: bool) -> None:
    cells = analysis_of(f"y = 1\ntry:\n    {first}\n    int('?')\nexcept ValueError:\n    pass")
    assert cells.cells[0].writes["x"].maybe_unbound is not is_sure


_NAMES = st.sampled_from("ab")
_SIMPLE = st.one_of(
    _NAMES.map(lambda n: [f"{n} = 1"]), st.just(["pass"]), st.just(["if next(answers): raise ValueError"])
)


def _blocks(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    """Compound statements over blocks of these."""
    body = st.lists(inner, min_size=1, max_size=2).map(lambda parts: [f"    {line}" for part in parts for line in part])
    leave = st.sampled_from(["pass", "break"])
    return st.one_of(
        inner,
        st.tuples(body, body).map(lambda b: ["if next(answers):", *b[0], "else:", *b[1]]),
        body.map(lambda b: ["if next(answers):", *b]),
        st.tuples(body, body).map(lambda b: ["try:", *b[0], "except ValueError:", *b[1]]),
        st.tuples(body, leave, body).map(
            lambda b: ["for _ in range(2):", *b[0], "    if next(answers):", f"        {b[1]}", *b[2]]
        ),
        body.map(lambda b: ["with contextlib.suppress(ValueError):", *b]),
    )


_PROGRAMS = st.lists(st.recursive(_SIMPLE, _blocks, max_leaves=6), min_size=1, max_size=4)


@settings(deadline=None)
@given(_PROGRAMS)
def test_name_that_some_run_leaves_unbound_may_be_unbound(parts: list[list[str]]) -> None:
    source = "\n".join(line for part in parts for line in part)
    writes = analysis_of("import contextlib\nanswers = iter([])", source).cells[1].writes
    for bound in _outcomes(source):
        for name in {"a", "b"} - bound:
            assert name not in writes or writes[name].maybe_unbound, f"`{name}` after\n{source}"
        assert bound <= writes.keys()


def _outcomes(source: str) -> set[frozenset[str]]:
    """Names that are bound at the end, for each way of answering, if the code gets there."""
    found: set[frozenset[str]] = set()
    for answers in itertools.product([False, True], repeat=5):
        names: dict[str, Any] = {"answers": itertools.cycle(answers), "contextlib": __import__("contextlib")}
        try:
            exec(source, names)  # noqa: S102  # generated from the grammar above
        except ValueError:
            continue
        found.add(frozenset(names.keys() & {"a", "b"}))
    return found
