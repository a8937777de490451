"""Rows of arrays: windows where code shows two dimensions, numbers where it shows one."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of

_HEAD = """
import numpy as np, pandas as pd
from sklearn.model_selection import train_test_split
size, shape, rng = 3, (2, 2), np.random.default_rng(0)
"""
_USES = ["row = x[0]\nrow += 1", "for row in x:\n    row *= 2", "for i, row in enumerate(x):\n    row -= i"]


def changes(array: str, use: str) -> tuple[bool, bool]:
    """Whether the array is another one after the use, surely and perhaps."""
    analysis = analysis_of(_HEAD, f"x = {array}", use, "x")
    is_sure = any((edge.source, edge.target) == (2, 3) for edge in analysis.edges)
    return is_sure, "x" in analysis.cells[2].may_mutate


@pytest.mark.parametrize("use", _USES)
@pytest.mark.parametrize(
    "array",
    [
        "np.zeros((3, 2))", "np.zeros(shape)", "np.ones(shape=[2, 2])", "np.full((2, size), 1.0)", "np.eye(2)",
        "np.array([[1, 2], [3, 4]])", "np.array([(1, 2), (3, 4)])", "np.arange(6).reshape(3, 2)", "np.zeros((3, 2)).T",
        "np.arange(6).reshape((3, 2))", "np.random.rand(3, 2)", "rng.normal(size=(3, 2))", "np.zeros((3, 2))[1:]",
        "np.zeros((3, 2)) + 1", "np.sqrt(np.ones((2, 2)))", "np.zeros(3)[:, None]", "np.ones(shape) @ np.ones(shape)",
        "pd.DataFrame({'a': [1]}).to_numpy()", "np.vstack([[1, 2], [3, 4]])", "np.zeros_like(np.ones((2, 2)))",
        "train_test_split(np.ones((4, 2)), random_state=0)[0]", "np.zeros((2, 2)).astype(int).copy()",
        "np.zeros((2, 2, 2))[0]", "np.zeros((3, 2))[[0, 1]]", "np.zeros((3, 2))[np.zeros(3) == 0]",
    ],
)  # fmt: skip
def test_row_of_two_dimensions_is_a_window(array: str, use: str) -> None:
    assert changes(array, use)[0]


@pytest.mark.parametrize("use", _USES)
@pytest.mark.parametrize(
    "array",
    [
        "np.zeros(3)", "np.zeros(size)", "np.ones((3,))", "np.array([1.0, 2.0])", "np.asarray([1.0, 2.0])",
        "np.linspace(0, 1)", "np.arange(6).reshape(-1)", "np.zeros((3, 2)).ravel()", "np.random.rand(3)",
        "rng.integers(0, 9, size=3)", "np.zeros(3) + 1", "np.zeros(3) * np.ones(3)", "np.zeros((3, 2))[:, 0]",
        "np.zeros((3, 2))[0]", "np.sqrt(np.ones(3))", "np.cumsum(np.ones((2, 2)))", "np.concatenate([np.ones(2), [1.0]])",
        "np.ones(shape) @ np.ones(2)", "[1.0, 2.0]",
    ],
)  # fmt: skip
def test_item_of_one_dimension_is_a_number(array: str, use: str) -> None:
    assert changes(array, use) == (False, False)


def test_row_of_an_array_that_code_says_nothing_of_may_be_either() -> None:
    assert changes("np.loadtxt('a.txt')", _USES[0]) == (False, True)


def test_arrays_of_one_call_that_differ_are_not_told_apart() -> None:
    source = "def make(n):\n    return np.zeros(n)\nx = make(3)\nfor n in (3, (2, 2)):\n    x = make(n)"
    assert "x" in analysis_of(_HEAD, source, "row = x[0]\nrow += 1").cells[2].may_mutate


def test_list_that_holds_itself_has_no_dimensions() -> None:
    facts = analysis_of(_HEAD, "x = [1]\nx.append(x)\ny = np.array(x) + x", "z = x + [1]").cells
    assert facts[2].defs == ("z",)
