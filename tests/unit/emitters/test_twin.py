from __future__ import annotations

import ast
import json
from dataclasses import replace

import nbformat
import pytest

from nb2pipe.emitters.twin import emit_twin
from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.plan import ShownValue, TwinCell


def cells(plan):
    notebook = nbformat.reads(emit_twin(plan).decode(), as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code" and "%" not in cell.source:
            ast.parse(cell.source)
    return notebook.cells


def source(plan, identifier):
    return next(cell.source for cell in cells(plan) if cell.id == identifier)


def test_prose_and_reports_stay_as_they_are_and_in_order(build):
    step = build.step("load", "df = 1", outputs=["df"])
    order = (TwinCell("markdown", "# A\n\ntext"), TwinCell("step", step="load"), TwinCell("report", "df  # look\n"))
    found = cells(build.plan(step, twin=order, twin_setup="%matplotlib inline"))
    assert [cell.id for cell in found] == ["setup", "markdown-1", "step-load", "report-1"]
    assert [cell.source for cell in found][1:] == ["# A\n\ntext", "df = _data.load()", "df  # look\n"]
    assert found[0].source.startswith("%matplotlib inline\n\nfrom churn.steps import data as _data")


def test_parameters_are_assignments_that_papermill_overrides(build):
    given = build.parameter("a = 1", "int", comment="# how many")
    step = build.step("load", "b = a", parameters=[given], outputs=["b"])
    found = cells(build.plan(step))
    assert [cell.metadata.get("tags") for cell in found] == [None, ["parameters"], None, None]
    assert found[1].source == "a = 1  # how many"
    assert found[2].source == "_parameters = _Parameters(a=a)"
    assert found[3].source == "b = _data.load(a=_parameters.a)"


def test_derived_parameter_is_computed_unless_it_is_overridden(build):
    parameters = [build.parameter("a = 1", "int"), build.parameter("b = a + 1", "Any", derived_from=["a"])]
    plan = build.plan(build.step("load", "c = b", parameters=parameters, outputs=["c"]))
    assert source(plan, "parameters") == "a = 1\nb = ...  # computed: a + 1"
    assert source(plan, "checked-parameters").endswith("\nb = _parameters.b")


@pytest.mark.parametrize("default", ["(1, 2)", "{'x'}", "{1: 'x'}", "date(2024, 1, 1)"])
def test_reports_see_what_json_cannot_say(build, default):
    kinds = {"(": "tuple[int, int]", "{'": "set[str]", "{1": "dict[int, str]", "d": "date"}
    kind = next(kind for start, kind in kinds.items() if default.startswith(start))
    given = build.parameter(f"a = {default}", kind)
    plan = build.plan(build.step("load", "b = a", parameters=[given], outputs=["b"]))
    assert source(plan, "checked-parameters").endswith("\na = _parameters.a")


def test_names_of_the_twin_avoid_those_of_the_notebook(build):
    step = build.step("load", "_data = 1", outputs=["_data"])
    assert source(build.plan(step), "step-load") == "_data = __data.load()"


def test_coroutine_is_awaited(build):
    step = build.step("load", "x = await f()", outputs=["x"], is_async=True)
    assert source(build.plan(step), "step-load") == "x = await _data.load()"


def test_step_gets_the_version_that_it_is_meant_to_get(build):
    plan = build.plan(
        build.step("load", "df = [1]", outputs=["df"]),
        build.step("clean", "df = df + [2]", inputs=["df <- load"], outputs=["df"]),
        build.step("raw", "n = len(df)", inputs=["df <- load"], outputs=["n"]),
        build.step("cooked", "m = len(df)", inputs=["df <- clean"], outputs=["m"]),
    )
    assert source(plan, "step-load") == "df = _data.load()\n_load_df = df"
    assert source(plan, "step-clean") == "df = _data.clean(df=df)"
    assert source(plan, "step-raw") == "n = _data.raw(df=_load_df)"
    assert source(plan, "step-cooked") == "m = _data.cooked(df=df)"


def shown(name, step, output):
    return ShownValue(VarName(name), StepName(step), VarName(output))


def test_report_shows_the_version_that_it_is_meant_to_show(build):
    step = build.step("load", "df = [1]", outputs=["df_shown", "df"])
    order = (
        TwinCell("step", step="load"),
        TwinCell("report", "df[0]", values=(shown("df", "load", "df_shown"),)),
        TwinCell("report", "len(df)", values=(shown("df", "load", "df_shown"),)),
        TwinCell("report", "df", values=(shown("df", "load", "df"),)),
    )
    found = [(cell.id, cell.source) for cell in cells(build.plan(step, twin=order))][1:]
    assert found == [
        ("step-load", "df_shown, df = _data.load()\n_load_df = df"),
        ("values-1", "df = df_shown"),
        ("report-1", "df[0]"),
        ("report-2", "len(df)"),
        ("values-3", "df = _load_df"),
        ("report-3", "df"),
    ]


def test_step_gets_its_argument_though_a_report_took_the_name(build):
    load = build.step("load", "n = 1", outputs=["n"])
    use = build.step("use", "m = n", inputs=["n <- load"], outputs=["m"])
    report = TwinCell("report", "for n in []:\n    pass", binds=(VarName("n"),))
    order = (TwinCell("step", step="load"), report, TwinCell("step", step="use"))
    plan = build.plan(load, use, twin=order)
    assert source(plan, "step-load") == "n = _data.load()\n_load_n = n"
    assert source(plan, "step-use") == "m = _data.use(n=_load_n)"


def test_steps_start_in_the_first_folder_where_a_step_changes_it(build):
    plan = build.plan(build.step("load", "os.chdir('data')", imports="import os"), build.step("fit", "1", kind="train"))
    assert source(plan, "step-fit") == "_os.chdir(_root)\n_train.fit()"


def test_bytes_are_what_nbformat_writes(build):
    data = emit_twin(build.plan(build.step("load", "x = 1", outputs=["x"]), twin_setup="text = 'ü'")).decode()
    assert data == json.dumps(json.loads(data), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert nbformat.writes(nbformat.reads(data, as_version=4)) + "\n" == data


@pytest.mark.parametrize("name", ["a" * 70, "b"])
def test_ids_are_valid(build, name):
    assert all(len(cell.id) <= 64 for cell in cells(build.plan(build.step(name, "1"))))


def test_figures_that_steps_close_are_shown_first(build):
    step = build.step("load", "x = 1", outputs=["x"])
    assert "get_fignums" not in source(build.plan(step), "setup")
    setup = source(replace(build.plan(step), uses_pyplot=True), "setup")
    assert '.startswith("churn.") and _pyplot.get_fignums()' in setup
    assert setup.endswith("_pyplot.close = _show_and_close")
