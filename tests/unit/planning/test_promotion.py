from __future__ import annotations

import libcst as cst
import pytest

from nb2pipe.model.plan import PipelinePlan
from nb2pipe.planning.promotion import promote_paths
from tests.support.notebooks import make_notebook, plan_of

IMPORTS = "import pandas as pd"


def promoted(*cells: str) -> PipelinePlan:
    steps = [(source, (f"step:data:s{i}",)) for i, source in enumerate(cells)]
    return promote_paths(plan_of(make_notebook(IMPORTS, *steps)))


def body(plan: PipelinePlan, step: str) -> str:
    fragments = plan.step(step).body
    return "".join(cst.Module([]).code_for_node(node) for each in fragments for node in each.statements)


def test_path_of_a_read_becomes_a_parameter_of_its_step() -> None:
    plan = promoted("cars = pd.read_csv('data/Old-cars.csv', sep=';')", "n = len(cars)")
    (parameter,) = plan.parameters
    assert (parameter.name, parameter.annotation, parameter.default) == ("old_cars_path", "str", "'data/Old-cars.csv'")
    assert "pd.read_csv(old_cars_path, sep=';')" in body(plan, "s0")
    assert plan.step("s0").parameters == plan.parameters
    assert plan.step("s1").parameters == ()


def test_same_path_is_one_parameter_and_names_do_not_clash() -> None:
    plan = promoted(
        "a = pd.read_csv('in/cars.csv')\nb = pd.read_csv('in/cars.csv')\ncars_path = 1",
        "c = pd.read_csv('other/cars.csv')",
    )
    assert [(each.name, each.default) for each in plan.parameters] == [
        ("cars_path_2", "'in/cars.csv'"),
        ("cars_path_3", "'other/cars.csv'"),
    ]
    assert "pd.read_csv(cars_path_2)" in body(plan, "s0")
    assert [each.name for each in plan.step("s1").parameters] == ["cars_path_3"]


@pytest.mark.parametrize(
    "source",
    [
        "a = pd.DataFrame().to_numpy('float64')",
        "a = pd.read_csv(f'{1}.csv')",
        "a = 'x'.replace('a.csv', 'b.csv')",
        "a = open('LICENSE').read()",
        "a = pd.read_json('{\"a.b\": 1}')",
    ],
)
def test_other_texts_stay(source: str) -> None:
    assert promoted(source).parameters == ()


def test_report_cells_keep_their_paths() -> None:
    cells = [("a = pd.read_csv('a.csv')", ["step:data"]), ("pd.read_csv('a.csv').head()", ["step:report"])]
    plan = promote_paths(plan_of(make_notebook(IMPORTS, *cells)))
    assert plan.twin[-1].source == "pd.read_csv('a.csv').head()"
