"""Names that only the notebook binds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nb2pipe.emitters.lost_names import lost_names
from nb2pipe.errors import Refused
from nb2pipe.service.converting import plan_and_findings
from nb2pipe.service.packaging import build_package
from tests.support.notebooks import make_notebook

BOUND = {"df", "scale", "model"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def step():\n    return df", [("step", "df")]),
        ("def step(df):\n    return [df * scale for _ in df]", [("step", "scale")]),
        ("def step(df):\n    def inner():\n        return model\n    return inner", [("step", "model")]),
        ("class A:\n    size = scale\n", [("A", "scale")]),
    ],
)
def test_name_that_nothing_in_the_module_binds_is_lost(source: str, found: list[tuple[str, str]]) -> None:
    assert list(lost_names(source, BOUND)) == found


@pytest.mark.parametrize(
    "source",
    [
        "import pandas as df\ndef step():\n    return df",
        "def step(df, other):\n    model = other\n    return lambda: (df, model, other)",
        "def first():\n    global model\n    model = 1\ndef step():\n    return model",
        "from x import *\ndef step():\n    return df",
        "def step():\n    return unknown",
        "def step():\n    try:\n        import df\n    except ImportError:\n        df = None\n    return df",
    ],
)
def test_name_that_is_bound_or_that_the_notebook_does_not_bind_is_not(source: str) -> None:
    assert not list(lost_names(source, BOUND))


def test_package_with_a_lost_name_is_not_written() -> None:
    notebook = make_notebook(("df = [1]", ["step:data"]), ("n = len(df)", ["step:train"]))
    plan, _, _ = plan_and_findings(notebook)
    build_package(plan, notebook)
    steps = tuple(replace(step, inputs=()) for step in plan.steps)
    with pytest.raises(Refused) as refused:
        build_package(replace(plan, steps=steps), notebook)
    (finding,) = refused.value.findings
    assert (finding.code, finding.cell) == ("NB615", 1)
    assert finding.message.startswith("`train` of the package would look up `df`")


@pytest.mark.parametrize("function", ["f = lambda x: x + 1", "f = lambda *x: -len(x)"])
@pytest.mark.parametrize("tag", [[], ["step:data:first"]])
def test_lambda_is_there_where_it_is_called(function: str, tag: list[str]) -> None:
    notebook = make_notebook((function, tag), ("a = f(1)", ["step:data"]), ("b = f(a)", ["step:train"]))
    plan, _, _ = plan_and_findings(notebook)
    files = build_package(plan, notebook).tree.files
    assert any(b"lambda" in data for path, data in files.items() if path.startswith("src/"))
