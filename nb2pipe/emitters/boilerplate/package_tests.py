"""`tests/*.py` that every package has: its steps run, its graph and its parameters hold."""

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

TEST_GRAPH = '''"""Every argument of a step comes from an earlier step or is a parameter."""

from __future__ import annotations

import inspect
from dataclasses import fields
from typing import Any

import pytest

from PACKAGE.parameters import Parameters
from PACKAGE.pipeline import STEPS

NAMES = [step.name for step in STEPS]


def test_steps_have_names_of_their_own() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_step_gets_every_argument(step: Any) -> None:
    arguments = inspect.signature(step.function).parameters
    assert set(arguments) == {*step.inputs, *step.parameters}
    assert set(step.parameters) <= {field.name for field in fields(Parameters)}
    earlier = {made.name: made.outputs for made in STEPS[: NAMES.index(step.name)]}
    assert not [name for name, source in step.inputs.items() if name not in earlier.get(source, ())]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_step_says_what_it_does(step: Any) -> None:
    assert (step.function.__doc__ or "").strip()
'''

TEST_PARAMETERS = '''"""Parameters have good defaults and reject nonsense."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError, fields
from typing import Any

import pytest

from PACKAGE import __main__
from PACKAGE.__main__ import _flags, _variable, main
from PACKAGE.checks import Derived, ParameterError, hint_name
from PACKAGE.parameters import Parameters

CHECKED = [each for each in fields(Parameters) if each.type is not Any]
SIMPLE = [each for each in CHECKED if each.type in (str, int, float, bool)]
STRICT = [each for each in CHECKED if each.type in (int, float, bool)]


def test_unknown_name_is_rejected_with_a_suggestion() -> None:
    name = fields(Parameters)[0].name
    with pytest.raises(ParameterError, match=rf"no parameter '{name}_'\\. Did you mean '{name}'"):
        Parameters.from_strings({f"{name}_": "1"})


def test_values_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(Parameters(), fields(Parameters)[0].name, None)


@pytest.mark.parametrize("field", CHECKED, ids=lambda field: field.name)
def test_value_of_wrong_type_is_rejected(field: Any) -> None:
    with pytest.raises(ParameterError, match=f"{field.name}: expected "):
        given: dict[str, Any] = {field.name: object()}
        Parameters(**given)


@pytest.mark.parametrize("field", STRICT, ids=lambda field: field.name)
def test_text_of_wrong_type_ends_the_command_with_2(field: Any, capsys: pytest.CaptureFixture[str]) -> None:
    flag = _flags()[field.name][0]
    with pytest.raises(SystemExit) as ended:
        main([f"{flag}=nonsense"] if field.type is not bool else [flag, "nonsense"])
    assert ended.value.code == 2
    assert "nonsense" in capsys.readouterr().err


@pytest.mark.parametrize("field", fields(Parameters), ids=lambda field: field.name)
def test_help_says_type_default_and_variable(field: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = "".join(capsys.readouterr().out.split())
    default, again = (repr(getattr(Parameters(), field.name)).partition(" at 0x")[0][:50] for _ in range(2))
    text = f"{hint_name(field.type)}, by default {default if default == again else ''}"
    assert "".join(text.split()) in told
    assert f"${_variable(field.name)}" in told
    assert _variable(field.name).upper() == f"{'PACKAGE'.upper()}_{field.name.upper()}"


@pytest.mark.parametrize("field", STRICT, ids=lambda field: field.name)
def test_flag_takes_a_value(field: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Parameters] = []

    def run(parameters: Parameters, on_step: Any) -> dict[str, Any]:
        given.append(parameters)
        return {}

    monkeypatch.setattr(__main__, "run", run)
    value = getattr(Parameters(), field.name)
    assert main([f"{_flags()[field.name][0]}={value}"]) == 0
    assert repr([getattr(each, field.name) for each in given]) == repr([field.type(value)])


@pytest.mark.parametrize("field", SIMPLE, ids=lambda field: field.name)
def test_value_is_read_from_text(field: Any) -> None:
    value = getattr(Parameters(), field.name)
    read = getattr(Parameters.from_strings({field.name: str(value)}), field.name)
    is_nan = isinstance(value, float) and math.isnan(value)
    assert (is_nan or read == value) and type(read) is field.type


@pytest.mark.parametrize("field", STRICT, ids=lambda field: field.name)
def test_environment_sets_a_parameter(
    field: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(_variable(field.name), "nonsense")
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    told = f"{field.name}: expected {hint_name(field.type)}, got 'nonsense', from $"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("field", fields(Parameters), ids=lambda field: field.name)
def test_default_is_a_value_that_can_be_given(field: Any) -> None:
    value = getattr(Parameters(), field.name)
    assert not isinstance(value, Derived)
    assert getattr(Parameters(**{field.name: value}), field.name) is value
'''

#: A line for each parameter follows.
TEST_DEFAULTS = """

def test_defaults_are_the_notebooks() -> None:
    found = Parameters()
"""
