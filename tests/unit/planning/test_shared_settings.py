from __future__ import annotations

import libcst as cst
import pytest

from nb2pipe.model.plan import PipelinePlan, Step
from tests.support.notebooks import CellText, make_notebook, plan_of
from tests.unit.planning.conftest import Differences

IMPORTS = "import pandas as pd, warnings, random, math\nimport matplotlib.pyplot as plt"
SETTINGS = "pd.set_option('display.precision', 3)\nwarnings.simplefilter('ignore')"
STEPS = (("a = math.sqrt(4)", ["step:data"]), ("b = a + 1", ["step:feature"]), ("c = b + 1", ["step:train"]))


def plan(*cells: CellText) -> PipelinePlan:
    return plan_of(make_notebook(*cells))


def code(step: Step) -> str:
    return cst.Module([statement for fragment in step.body for statement in fragment.statements]).code


def function_of(found: PipelinePlan) -> str:
    made = [each for each in found.library if each.is_made]
    return cst.Module([made[0].statement]).code if made else ""


def names_called(found: PipelinePlan) -> list[str]:
    return [code(step).split("\n")[0] for step in found.steps]


def test_settings_that_all_steps_repeat_are_one_function() -> None:
    found = plan(IMPORTS, SETTINGS, *STEPS)
    assert names_called(found) == ["apply_settings()"] * 3
    assert function_of(found).endswith(
        "\n    pd.set_option('display.precision', 3)\n    warnings.simplefilter('ignore')\n"
    )
    assert all("apply_settings" in step.from_library for step in found.steps)
    assert {each.binds for each in found.library_imports} == {"pd", "warnings"}


def test_steps_import_no_longer_what_only_their_settings_used() -> None:
    assert not plan(IMPORTS, SETTINGS, *STEPS).step("train").imports


@pytest.mark.parametrize("settings", ["", "pd.set_option('display.precision', 3)"])
def test_a_single_setting_stays_in_the_steps(settings: str) -> None:
    assert not function_of(plan(IMPORTS, settings, *STEPS))


def test_a_setting_between_steps_stays_in_those_below() -> None:
    found = plan(IMPORTS, SETTINGS, *STEPS[:2], "pd.set_option('display.precision', 5)", STEPS[2])
    assert "precision', 5" in code(found.step("train"))
    assert "precision', 5" not in function_of(found)
    assert names_called(found) == ["apply_settings()"] * 3


def test_a_seed_stays_with_the_step_that_draws_first() -> None:
    found = plan(IMPORTS, "random.seed(1)\n" + SETTINGS, ("a = random.random()", ["step:data"]), *STEPS[1:])
    assert code(found.step("data")).startswith("apply_settings()\nrandom.seed(1)\n")
    assert "seed" not in function_of(found)


def test_how_figures_look_is_set_among_the_others() -> None:
    cell = "pd.set_option('display.precision', 3)\nplt.rcParams['font.size'] = 8\nwarnings.simplefilter('ignore')"
    drawn = ("plt.plot([1, 2])\nplt.savefig('a.png')", ["step:serve"])
    assert "rcParams" in function_of(plan(IMPORTS, cell, *STEPS, drawn))
    assert "rcParams" not in function_of(plan(IMPORTS, cell, *STEPS))


@pytest.mark.parametrize(
    "last",
    [
        ("digits = 3\npd.set_option('display.max_rows', digits)", ["parameters"]),
        "random.seed(2); pd.set_option('display.max_rows', random.randrange(9))",
    ],
)
def test_what_needs_a_value_or_a_generator_stays_in_the_steps(last: str | tuple[str, list[str]]) -> None:
    assert "max_rows" not in function_of(plan(IMPORTS, SETTINGS, last, *STEPS))


def test_the_name_is_one_that_the_notebook_does_not_use() -> None:
    found = plan(
        IMPORTS, SETTINGS, "def apply_settings():\n    return 1", ("a = apply_settings()", ["step:data"]), *STEPS[1:]
    )
    assert code(found.step("train")).startswith("apply_settings_()\n")


def test_definitions_that_settings_use_come_with_them() -> None:
    cell = "DIGITS = 3\ndef quiet():\n    warnings.simplefilter('ignore')"
    found = plan(IMPORTS, cell, "pd.set_option('display.precision', DIGITS)\nquiet()", *STEPS)
    assert {"DIGITS", "quiet", "apply_settings"} <= {each.name for each in found.library}


def test_steps_find_the_process_as_the_notebook_has_it(differences: Differences) -> None:
    cells = [
        "import decimal, os, warnings",
        "decimal.getcontext().prec = 5\nos.environ['NB_A'] = 'x'\nwarnings.simplefilter('ignore')",
        "a = str(decimal.Decimal(1) / 3)",
        "b = a + os.environ['NB_A']",
        "decimal.getcontext().prec = 7",
        "c = str(decimal.Decimal(1) / 3) + b + warnings.filters[0][0]",
    ]
    assert not differences(cells)
