"""`tests/test_graph.py` and `tests/test_parameters.py`: what goes into the steps of any package."""

from __future__ import annotations

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
    if field.type is not bool:
        with pytest.raises(SystemExit):
            main([f"{_flags()[field.name][0]}=senseless"])
        assert "from $" not in capsys.readouterr().err


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
