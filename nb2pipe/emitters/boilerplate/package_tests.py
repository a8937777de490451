"""`tests/*.py` that every package has: its steps run, and give what they gave."""

from __future__ import annotations

CONFTEST = '''"""Runs of the pipeline that all tests share."""

from __future__ import annotations

import os
from typing import Any

import pytest

os.environ.setdefault("MPLBACKEND", "Agg")

from record import document, write
from rehearsal import (
    NOTEBOOK,
    READS_FILES,
    RECORDED,
    Command,
    Rehearsal,
    find_root,
    golden,
    rehearse,
    run_command,
)

NEWS = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def rehearsal() -> Rehearsal:
    """What the steps gave; without samples, skip where the notebook's data cannot be found."""
    found = rehearse()
    # A missing database, or a pattern that no file matches, fails by other errors.
    may_lack_data = READS_FILES or isinstance(found.error, FileNotFoundError)
    if found.error and may_lack_data and golden().get("root") is None and find_root() is None:
        pytest.skip(f"{found.error}; set NB2PIPE_ROOT to the folder of {NOTEBOOK}")
    return found


@pytest.fixture(scope="session")
def recorded(rehearsal: Rehearsal, pytestconfig: pytest.Config) -> dict[str, Any]:
    """What was recorded; this run, if nothing was for this version of the package."""
    found = golden()
    if not found:
        assert rehearsal.error is None, rehearsal.error
        found = document(rehearsal)
        try:
            write(found)
        except OSError as error:
            pytestconfig.stash[NEWS] = f"the results cannot be recorded: {error}"
        else:
            pytestconfig.stash[NEWS] = f"results recorded in {RECORDED}; keep it with the code{_varying(found)}"
    return found


def _varying(found: dict[str, Any]) -> str:
    """What the record cannot hold on to, because every process gives another value."""
    names = [f"{step}.{name}" for step, each in found["steps"].items() for name in each["varying"]]
    return f"\\nnot the same in every process, so not compared: {', '.join(names)}" if names else ""


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say that results were recorded."""
    if NEWS in config.stash:
        terminalreporter.write_line(config.stash[NEWS])


@pytest.fixture(scope="session")
def command(rehearsal: Rehearsal, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A second run, by the command line, and what it stored."""
    assert rehearsal.error is None, rehearsal.error
    return run_command(tmp_path_factory.mktemp("run"))
'''

TEST_STEPS = '''"""The steps run, give what they promise, give it again, and leave alone what they are given."""

from __future__ import annotations

from typing import Any

import pytest
from rehearsal import Command, Rehearsal
from summaries import differences, summarize

from PACKAGE.pipeline import STEPS

EACH_STEP = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)


@EACH_STEP
def test_step_returns_its_outputs(step: Any, rehearsal: Rehearsal) -> None:
    if step.name not in rehearsal.outputs:
        failed = STEPS[len(rehearsal.outputs)]
        if failed is not step:
            pytest.skip(f"the step {failed.name} failed before")
        raise rehearsal.error or AssertionError("the step did not run")
    assert tuple(rehearsal.outputs[step.name]) == step.outputs


@EACH_STEP
def test_step_gives_the_same_again(
    step: Any, rehearsal: Rehearsal, recorded: dict[str, Any], command: Command
) -> None:
    again = {name: summarize(value) for name, value in command.stored[step.name].items()}
    # What was recorded says which parts are others each time.
    expected = {**rehearsal.summaries[step.name], **recorded["steps"].get(step.name, {}).get("outputs", {})}
    assert not [each for name in again for each in differences(expected[name], again[name], name)]


def test_seconds_of_steps_are_parts_of_the_whole(rehearsal: Rehearsal) -> None:
    assert all(seconds > 0 for seconds in rehearsal.seconds.values())
    assert sum(rehearsal.seconds.values()) <= rehearsal.total


@EACH_STEP
def test_later_steps_leave_outputs_alone(step: Any, rehearsal: Rehearsal) -> None:
    then = rehearsal.summaries.get(step.name, {})
    now = {name: summarize(value) for name, value in rehearsal.outputs.get(step.name, {}).items()}
    assert not differences(then, now)
'''

TEST_GOLDEN = '''"""Every step gives what was recorded, to the relative tolerance that `summaries.py` states."""

from __future__ import annotations

from typing import Any

import pytest
from rehearsal import Rehearsal
from summaries import VARYING, differences, differing_lines

from PACKAGE.pipeline import STEPS

EACH_STEP = pytest.mark.parametrize("step", [step.name for step in STEPS])


def test_every_step_was_recorded(recorded: dict[str, Any]) -> None:
    assert list(recorded["steps"]) == [step.name for step in STEPS]


@EACH_STEP
def test_step_gives_the_recorded_results(step: str, rehearsal: Rehearsal, recorded: dict[str, Any]) -> None:
    expected, found = recorded["steps"][step]["outputs"], rehearsal.summaries.get(step, {})
    assert not [each for name in expected for each in differences(expected[name], found.get(name), name)]


@EACH_STEP
def test_step_prints_what_was_recorded(step: str, rehearsal: Rehearsal, recorded: dict[str, Any]) -> None:
    expected, found = recorded["steps"][step]["printed"], rehearsal.printed.get(step)
    assert found is not None
    # None stands for text that is another one each time.
    assert expected is None or not differing_lines(expected, found)


@EACH_STEP
def test_step_writes_what_was_recorded(step: str, rehearsal: Rehearsal, recorded: dict[str, Any]) -> None:
    expected = recorded["steps"][step].get("files", VARYING)
    assert not differences(expected, rehearsal.files.get(step, {}))


@EACH_STEP
def test_step_leaves_the_process_as_recorded(step: str, rehearsal: Rehearsal, recorded: dict[str, Any]) -> None:
    expected = recorded["steps"][step].get("state", VARYING)
    assert not differences(expected, rehearsal.states.get(step, {}))
'''

TEST_SINGLE_ROWS = '''"""Single rows, as in production, against all rows at once, as in training."""

from __future__ import annotations

from typing import Any

from rehearsal import Rehearsal
from rows import compare, served

from PACKAGE.pipeline import STEPS

BY_NAME = {step.name: step for step in STEPS}


def test_single_rows_agree_with_the_batch(rehearsal: Rehearsal, recorded: dict[str, Any]) -> None:
    different = []
    for each in recorded["row_wise"]:
        found = compare(BY_NAME[each["step"]], rehearsal.outputs, each["inputs"])
        different += [text for name in each["agree"] for text in found.get(name, [f"{name}: missing"])]
    assert not different


def test_serving_hands_the_model_the_features_of_training(rehearsal: Rehearsal, recorded: dict[str, Any]) -> None:
    different = []
    for each in recorded.get("served", ()):
        source, name = each["rows_of"]
        table, features = rehearsal.outputs[source][name], rehearsal.outputs[each["features_of"]]
        found = served(BY_NAME[each["step"]], each["models"], table, features, rehearsal.outputs)
        different += [text for name in each["agree"] for text in found.get(name, [f"{name}: missing"])]
    assert not different
'''
