"""`tests/*.py`: the first tests of the package."""

CONFTEST = '''"""Where the pipeline's files are, and one run of it for all tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("MPLBACKEND", "Agg")

NOTEBOOK = "NOTEBOOK_NAME"


def find_root() -> Path | None:
    """The folder that relative paths mean: $NB2PIPE_ROOT, or the nearest with the notebook."""
    if folder := os.environ.get("NB2PIPE_ROOT"):
        return Path(folder).resolve()
    here = [Path(__file__).resolve().parent, Path.cwd()]
    folders = [folder for start in here for folder in (start, *start.parents)]
    return next((folder for folder in folders if (folder / NOTEBOOK).is_file()), None)


@contextmanager
def started_in(folder: Path) -> Iterator[None]:
    """Run with this working directory, from which modules can be imported, as in a notebook."""
    before = Path.cwd()
    os.chdir(folder)
    sys.path.append(str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        os.chdir(before)


def run_pipeline() -> dict[str, dict[str, Any]]:
    """Run all steps with the default parameters; skip the test if the data cannot be found."""
    root = find_root()
    with started_in(root or Path.cwd()):
        from PACKAGE import pipeline

        try:
            return pipeline.run()
        except FileNotFoundError as error:
            if root is not None:
                raise
            pytest.skip(f"{error}; set NB2PIPE_ROOT to the folder of {NOTEBOOK}")


@pytest.fixture(scope="session")
def results() -> dict[str, dict[str, Any]]:
    """Outputs of every step, by step and name."""
    return run_pipeline()


@pytest.fixture(scope="session")
def results_again() -> dict[str, dict[str, Any]]:
    """The same from a second run."""
    return run_pipeline()
'''

TEST_PIPELINE = '''"""The pipeline runs, gives what its steps promise, and gives it again."""

from __future__ import annotations

from typing import Any

import pytest

from PACKAGE.pipeline import STEPS


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_step_returns_its_outputs(step: Any, results: dict[str, dict[str, Any]]) -> None:
    assert tuple(results[step.name]) == step.outputs


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_step_is_reproducible(
    step: Any, results: dict[str, dict[str, Any]], results_again: dict[str, dict[str, Any]]
) -> None:
    different = [
        name for name in step.outputs if not same(results[step.name][name], results_again[step.name][name])
    ]
    assert not different


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal; what no type here can tell is taken for equal."""
    if type(one) is not type(other):
        return False
    if isinstance(one, (bool, int, float, complex, str, bytes, type(None))):
        return bool(one == other) or (one != one and other != other)
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if hasattr(one, "equals"):
        return bool(one.equals(other))
    if hasattr(one, "dtype") and hasattr(one, "tolist"):
        return same(one.tolist(), other.tolist())
    return True
'''

TEST_PARAMETERS = '''"""Parameters have good defaults and reject nonsense."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from PACKAGE.checks import Derived, ParameterError
from PACKAGE.parameters import Parameters

CHECKED = [each for each in fields(Parameters) if each.type is not Any]
SIMPLE = [each for each in CHECKED if each.type in (str, int, float, bool)]


def test_unknown_name_is_rejected() -> None:
    with pytest.raises(ParameterError, match="no parameter"):
        Parameters.from_strings({"no such parameter": "1"})


@pytest.mark.parametrize("field", CHECKED, ids=lambda field: field.name)
def test_value_of_wrong_type_is_rejected(field: Any) -> None:
    with pytest.raises(ParameterError, match=field.name):
        Parameters(**{field.name: object()})


@pytest.mark.parametrize("field", SIMPLE, ids=lambda field: field.name)
def test_value_is_read_from_text(field: Any) -> None:
    value = getattr(Parameters(), field.name)
    read = getattr(Parameters.from_strings({field.name: str(value)}), field.name)
    assert read == value or value != value


@pytest.mark.parametrize("field", fields(Parameters), ids=lambda field: field.name)
def test_default_is_a_value_that_can_be_given(field: Any) -> None:
    value = getattr(Parameters(), field.name)
    assert not isinstance(value, Derived)
    assert getattr(Parameters(**{field.name: value}), field.name) is value
'''
