"""Tests that are always or never true are followed as Python executes them; all others both ways."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of

_IMPORTS = "import sys, typing\nfrom typing import TYPE_CHECKING\nDEBUG = False"


def defined_by(source: str) -> tuple[tuple[str, ...], set[str]]:
    """What a cell defines, and which of it may be unbound."""
    cell = analysis_of(_IMPORTS, source).cells[-1]
    return cell.defs, {name for name, write in cell.writes.items() if write.maybe_unbound}


@pytest.mark.parametrize(
    "test",
    [
        "True", "1", "'text'", "not False", "True or DEBUG", "DEBUG or 1", "__name__ == '__main__'",
        "'__main__' == __name__", "sys.version_info >= (3,)", "sys.version_info > (3, 5)", "(3, 0) != 1 or True",
        "sys.version_info[0] == 3", "sys.version_info.major >= 3", "not TYPE_CHECKING or True",
    ],
)  # fmt: skip
def test_test_that_is_always_true(test: str) -> None:
    assert defined_by(f"if {test}:\n    k = 1\nelse:\n    j = 2") == (("k",), set())
    assert defined_by(f"x = (k := 1) if {test} else (j := 2)")[0] == ("k", "x")


@pytest.mark.parametrize(
    "test",
    [
        "False", "0", "None", "''", "not 1", "False and DEBUG", "DEBUG and 0", "__name__ != '__main__'",
        "__name__ == 'module'", "TYPE_CHECKING", "typing.TYPE_CHECKING", "sys.version_info < (3, 0)",
        "sys.version_info[0] < 3", "sys.version_info.major == 2",
    ],
)  # fmt: skip
def test_test_that_is_never_true(test: str) -> None:
    assert defined_by(f"if {test}:\n    k = 1\nelse:\n    j = 2") == (("j",), set())
    assert defined_by(f"if {test}:\n    k = 1\nelif DEBUG:\n    j = 2") == (("j",), {"j"})
    assert defined_by(f"while {test}:\n    k = 1\nelse:\n    j = 2") == (("j",), set())


@pytest.mark.parametrize(
    "test",
    ["DEBUG", "not DEBUG", "sys.platform == 'win32'", "sys.version_info >= (3, 12)", "sys.version_info[:2] == (3, 9)",
     "DEBUG or 0", "__name__", "DEBUG == False"],
)  # fmt: skip
def test_test_that_another_run_may_answer_otherwise(test: str) -> None:
    assert defined_by(f"if {test}:\n    k = 1\nelse:\n    j = 2") == (("j", "k"), {"j", "k"})


def test_parameter_decides_nothing() -> None:
    cells = analysis_of("FAST = True", "rows = 10", "if not FAST:\n    rows = 1000", "print(rows)")
    assert cells.slice_of(3) == (0, 1, 2, 3)


def test_loop_without_end_binds_before_it_is_left() -> None:
    assert defined_by("while True:\n    k = 1\n    if k:\n        break\nelse:\n    j = 2") == (("k",), set())
    assert defined_by("while not 0:\n    if DEBUG:\n        break\n    k = 1")[1] == {"k"}


@pytest.mark.parametrize(
    "source",
    [
        "while True:\n    if DEBUG:\n        k = 2\n    else:\n        if sys.flags:\n            break\n    k = 1\n    break",
        "for _ in [1]:\n    if DEBUG:\n        if sys.flags:\n            continue\n    k = 1",
        "for _ in [1]:\n    try:\n        if DEBUG:\n            break\n    finally:\n        pass\n    k = 1",
    ],
)
def test_block_that_a_branch_at_its_end_may_leave(source: str) -> None:
    assert defined_by(source)[1] == {"k"}


def test_function_that_may_return_from_a_branch_in_a_branch() -> None:
    returning = "def f(x):\n    if x:\n        if x > 1:\n            return\n    items.clear()"
    cells = analysis_of("items = [1]", returning, "items.append(2)", "f(5)", "print(items)")
    assert cells.slice_of(4) == (0, 1, 2, 3, 4)
