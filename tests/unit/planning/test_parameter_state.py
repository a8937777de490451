from __future__ import annotations

import pytest

from nb2pipe.errors import Refused
from nb2pipe.service.converting import convert
from tests.conftest import notebook_json

IMPORTS = "import json, os, random\nimport pandas as pd\n"


def refusals(parameters: str, above: str = "") -> list[str]:
    cells = [(above, ()), (IMPORTS + parameters, ("parameters",)), ("r = p", ("step:data",))]
    try:
        convert(notebook_json(*cells), name="kase")
    except Refused as refusal:
        return [finding.message for finding in refusal.findings if finding.code == "NB605"]
    return []


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ("random.seed(1)\np = random.random()", "drawn at random from a generator that the notebook seeds first"),
        ("os.environ['A'] = '1'\np = os.environ['A']", "an environment variable that the notebook sets first"),
        ("open('a.json', 'w').close()\np = json.load(open('a.json'))", "a file that the notebook writes first"),
        ("os.chdir('sub')\np = os.getcwd()", "the current folder, which the notebook changes first"),
        ("os.chdir('sub')\np = json.load(open('a.json'))", "the current folder, which the notebook changes first"),
        ("pd.set_option('display.width', 9)\np = pd.get_option('display.width')", "options that the notebook sets"),
    ],
)
def test_a_value_that_depends_on_what_the_notebook_does_first_is_no_parameter(parameters: str, reason: str) -> None:
    (message,) = refusals(parameters)
    assert reason in message


@pytest.mark.parametrize(
    "parameters",
    [
        "random.seed(1)\np = 3",
        "p = random.random()\nrandom.seed(1)",
        "os.environ['A'] = '1'\np = os.environ['B']",
        "open('a.json', 'w').close()\np = json.load(open('b.json'))",
        "pd.set_option('display.width', 9)\np = pd.Timestamp('2020-01-01')",
        "os.chdir('sub')\np = os.path.join('a', 'b')",
    ],
)
def test_what_happens_first_and_decides_nothing_is_no_reason(parameters: str) -> None:
    assert refusals(parameters) == []


def test_what_a_cell_above_sets_counts() -> None:
    assert refusals("p = os.environ['A']", "import os\nos.environ['A'] = '1'")
