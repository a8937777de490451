"""Where report cells stand in the run notebook."""

from __future__ import annotations

import libcst as cst
import pytest

from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.plan import CellFate, PipelinePlan, ShownValue
from tests.support.notebooks import CellText, make_notebook, plan_of

DATA, TRAIN, REPORT = ["step:data"], ["step:train"], ["step:report"]


def twin(*cells: CellText) -> tuple[list[str], PipelinePlan]:
    """Steps and reports in order, and the plan."""
    plan = plan_of(make_notebook(*cells))
    return [cell.step or cell.source for cell in plan.twin if cell.what != "markdown"], plan


def test_report_between_a_steps_cells_comes_after_the_step() -> None:
    order, plan = twin(("a = [1]", DATA), ("a", REPORT), ("len(a)", REPORT), ("b = [2]", DATA), ("c = a + b", TRAIN))
    assert order == ["data", "a", "len(a)", "train"]
    assert not plan.findings


def test_report_that_needs_another_waiting_report_waits_with_it() -> None:
    order, _ = twin(("a = [1]", DATA), ("x = a[0]\nprint(x)", REPORT), ("print(x + 1)", REPORT), ("b = a", DATA))
    assert order == ["data", "x = a[0]\nprint(x)", "print(x + 1)"]


def kept(plan: PipelinePlan, step: str = "data") -> str:
    """The body of a step, as one line."""
    return "; ".join(cst.Module([node]).code.strip() for f in plan.step(step).body for node in f.statements)


def test_value_that_its_step_changes_afterwards_is_given_out_as_it_was_shown() -> None:
    order, plan = twin(("a = [1]", DATA), ("a", REPORT), ("a.append(2)\nb = 1", DATA))
    assert order == ["data", "a"]
    assert kept(plan) == "a = [1]; a_shown = copy.deepcopy(a); a.append(2); b = 1"
    assert [output.name for output in plan.step("data").outputs] == ["a_shown", "a", "b"]
    assert plan.twin[-1].values == (ShownValue(VarName("a"), StepName("data"), VarName("a_shown")),)
    assert not plan.findings


def test_frame_that_its_step_changes_is_copied_as_cheaply_as_frames_can() -> None:
    load = "import pandas as pd\nd = pd.DataFrame({'x': [1]})"
    _, plan = twin((load, DATA), ("d.head()", REPORT), ("d['y'] = 2", DATA))
    assert "d_shown = d.copy()" in kept(plan)


def test_value_whose_name_goes_to_another_is_kept_without_a_copy() -> None:
    load = "import pandas as pd\nd = pd.DataFrame({'x': [1]})"
    _, plan = twin((load, DATA), ("d.head()", REPORT), ("d = d.rename(columns=str.upper)", DATA), ("d.head()", REPORT))
    assert "d_shown = d;" in kept(plan)


def test_value_that_somebody_else_holds_is_copied_though_its_name_goes_to_another() -> None:
    _, plan = twin(("a = [1]", DATA), ("a", REPORT), ("b = [a]\na = []\nb[0].append(2)", DATA), ("b", REPORT))
    assert "a_shown = copy.deepcopy(a)" in kept(plan)


def test_value_that_another_one_holds_later_is_shown_as_it_is() -> None:
    _, plan = twin(
        ("a = [1]", DATA), ("a", REPORT), ("b = [a]", DATA), ("b[0].append(2)", TRAIN), ("n = len(a)", TRAIN)
    )
    assert kept(plan) == "a = [1]; b = [a]"
    assert plan.twin[1].values == (ShownValue(VarName("a"), StepName("data"), VarName("a")),)


def test_versions_are_kept_under_names_that_are_free() -> None:
    cells = ("a_shown = 1\na = 1", DATA), ("a", REPORT), ("a = 2", DATA), ("a", REPORT), ("a = 3", DATA), ("a", REPORT)
    order, plan = twin(*cells)
    assert order == ["data", "a", "a", "a"]
    assert [cell.values[0].output for cell in plan.twin[1:]] == ["a_shown_2", "a_shown_3", "a"]


def test_value_that_cannot_be_given_out_is_left_out_with_the_reason() -> None:
    maker = "class C:\n    pass\ndef f(c):\n    c.x = 1"
    order, plan = twin(maker, ("a = C()", DATA), ("a", REPORT), ("f(a)\nb = 1", DATA))
    assert order == ["data"]
    assert "intermediate value of `a`" in plan.findings[0].message


def test_value_that_another_step_gives_anew_in_between_is_shown_as_it_was() -> None:
    order, plan = twin(
        ("a = [1]", DATA), ("c = [1]", TRAIN), ("print(a, c)", REPORT), ("a = [a]", ["step:feature"]), ("d = c", TRAIN)
    )
    assert order[-1] == "print(a, c)"
    assert {(value.name, value.step) for value in plan.twin[-1].values} == {("a", "data"), ("c", "train")}


def test_report_that_evaluates_text_is_left_out() -> None:
    shower = "class Show:\n    def __init__(self, text):\n        self.text = text\n    def __repr__(self):\n        return repr(eval(self.text))"
    order, plan = twin(shower, ("a = [1]", DATA), ("Show('a')", REPORT))
    assert order == ["data"]
    assert "evaluates text" in plan.findings[0].message


def test_constant_that_functions_use_is_no_missing_value() -> None:
    order, _ = twin("K = 3\ndef f(v):\n    return v * K", ("a = f(1)", DATA), ("print(f(a))", REPORT))
    assert order == ["data", "print(f(a))"]


def test_step_is_called_before_another_takes_its_value_though_its_last_cell_is_below() -> None:
    order, _ = twin(("b = 2", DATA), ("c = b + 1", TRAIN), ("print(c)", REPORT), ("d = 5", DATA), ("print(d)", REPORT))
    assert order == ["data", "train", "print(c)", "print(d)"]


def test_what_a_step_only_shows_comes_after_its_call() -> None:
    cell = "import pandas as pd\nd = pd.DataFrame({'x': [1]})\n# Look\nd.plot()\nd.head()"
    order, plan = twin((cell, DATA), ("n = len(d)\nn", TRAIN))
    assert order == ["data", "# Look\nd.plot()\nd.head()", "train", "n"]
    assert any("shown only in the run notebook" in note for record in plan.cells for note in record.notes)


def test_what_a_step_changes_after_showing_it_is_shown_as_it_was() -> None:
    order, plan = twin(("a = [1]\na", DATA), ("a.append(2)", DATA), ("b = a", TRAIN))
    assert order == ["data", "a", "train"]
    assert "a_shown = copy.deepcopy(a)" in kept(plan)


def test_what_a_cell_shows_and_then_changes_itself_is_not_shown() -> None:
    order, plan = twin(("a = [1]\ndisplay(a)\na = [2]\nprint(a)", DATA))
    assert order == ["data"]
    assert plan.cells[0].notes == ("left out, it shows a `a` that its own cell changes afterwards: `display(a)`",)


def test_what_a_cell_draws_and_then_changes_itself_is_drawn_in_the_step() -> None:
    order, plan = twin("import pandas as pd", ("a = pd.Series([1])\na.plot()\na = [2]", DATA))
    assert order == ["data"]
    assert not plan.cells[1].notes
    assert kept(plan) == "a = pd.Series([1]); a.plot(); a = [2]"


def test_name_that_only_a_display_uses_is_a_result() -> None:
    order, plan = twin(("t = [1]\nu = t + t\nv = u + t\nw = v\nz = w\nn = len(z)\nu", DATA), ("n + 1", TRAIN))
    assert order == ["data", "u", "n + 1"]
    assert "u" in {output.name for output in plan.step("data").outputs}


def test_what_an_import_cell_shows_is_shown() -> None:
    cell = "import matplotlib.pyplot as plt\nplt.plot(a)\nplt.title('a')"
    order, plan = twin(("a = [1]", DATA), cell, ("b = a", TRAIN))
    assert order == ["data", "plt.plot(a)\nplt.title('a')", "train"]
    assert plan.cells[1].notes == tuple(
        f"shown only in the run notebook: `{t}`" for t in ("plt.plot(a)", "plt.title('a')")
    )


FIT = "from sklearn.linear_model import Ridge\nm = Ridge()\nX = [[1], [2]]\nm.fit(X, [1, 2])"


def test_model_that_a_cell_fits_last_is_shown_as_the_notebook_shows_it() -> None:
    assert twin((FIT, TRAIN), ("q = m.predict(X)", TRAIN))[0] == ["train", "m"]
    assert twin((FIT + ";", TRAIN), ("q = m.predict(X)", TRAIN))[0] == ["train"]


PLOT = "import matplotlib.pyplot as plt\n"


def test_drawing_over_what_its_step_changes_stays_in_the_step() -> None:
    order, plan = twin((f"{PLOT}a = [1]\nplt.plot(a)\nplt.title('a')", DATA), ("a.append(2)", DATA), ("b = a", TRAIN))
    assert order == ["data", "train"]
    assert kept(plan) == "a = [1]; plt.plot(a); plt.title('a'); a.append(2)"
    assert not any(note for record in plan.cells for note in record.notes)


def test_drawing_into_the_figure_that_a_loop_draws_stays_beside_it() -> None:
    order, plan = twin((f"{PLOT}a = [1]\nfor v in a:\n    plt.axvline(v)\nplt.title('a')", DATA), ("b = a", TRAIN))
    assert order == ["data", "train"]
    assert kept(plan).endswith("plt.title('a')")


def test_drawing_over_what_an_assignment_has_drawn_stays_beside_it_with_the_values_that_it_needs() -> None:
    cell = "disp = DecisionBoundaryDisplay.from_estimator(1)\nplt.scatter(rows, rows)\nplt.show()\nn = 1"
    imports = "import matplotlib.pyplot as plt\nfrom sklearn.inspection import DecisionBoundaryDisplay"
    order, plan = twin((imports, []), ("rows = [1]", DATA), (cell, TRAIN))
    assert order == ["data", "train"]
    assert "plt.scatter(rows, rows)" in kept(plan, "train")
    assert [each.name for each in plan.step("train").inputs] == ["rows"]


def test_picture_that_shows_itself_is_shown_though_it_was_not_the_last_of_its_cell() -> None:
    order, _ = twin(("import plotly.express as px\nfig = px.bar([1])\nfig.show()\nn = 1", DATA))
    assert order == ["data", "fig.show();"]


def test_expression_that_was_not_the_last_of_its_cell_shows_no_value() -> None:
    cell = "import matplotlib.pyplot as plt\nx = [1]\nplt.title('x')\ny = 2"
    assert twin((cell, DATA), ("z = x, y", TRAIN))[0] == ["data", "plt.title('x');", "train"]


def test_function_that_is_made_with_a_value_of_a_step_is_not_shown_at_work() -> None:
    cells = ("m = hash(1)\nlimit = 3", TRAIN), ("def f(x, k=m, *more):\n    return x * k\ndone = 1", ["step:serve"])
    order, plan = twin(*cells, ("f(2)", ["step:report"]))
    assert order[:2] == ["train", "serve"]
    assert any("`f` is made with the value that `m` has there" in finding.message for finding in plan.findings)
    constant = ("def f(x, k=limit, *more):\n    return x * k\ndone = 1", ["step:serve"])
    assert twin(cells[0], constant, ("f(2)", ["step:report"]))[0][2] == "f(2)"


@pytest.mark.parametrize(
    "last",
    ["df.drop(columns='a', inplace=True)", "df.to_csv('x.csv')", "df.to_json('x.json')", "np.fill_diagonal(m, 0)"],
)
def test_nothing_is_said_of_a_statement_that_gives_nothing(last: str) -> None:
    imports = "import numpy as np\nimport pandas as pd\ndf = pd.DataFrame({'a': [1], 'b': [2]})\nm = np.eye(3)"
    _, plan = twin((f"{imports}\n{last}", DATA))
    assert plan.cells[0].notes == ()


def test_value_of_a_statement_that_computes_is_noted_as_not_shown() -> None:
    _, plan = twin(("xs = [1]\nxs.pop()", DATA), ("ys = [2]\nys.append(3)\nn = 1", TRAIN))
    assert [record.notes for record in plan.cells] == [("runs in the step, which shows no value: `xs.pop()`",), ()]


def test_styled_table_is_shown() -> None:
    source = "import pandas as pd\nscores = pd.DataFrame({'a': [1]})\nscores.style.format('{:.2f}').highlight_max()"
    order, _ = twin((source, DATA), ("best = scores.max()", TRAIN))
    assert order == ["data", "scores.style.format('{:.2f}').highlight_max()", "train"]


def test_record_of_a_fit_tells_nothing_as_the_run_notebook_shows_the_model() -> None:
    fit = "from sklearn.linear_model import Ridge\nmodel = Ridge()\nmodel.fit([[1], [2]], [1, 2])"
    plan = plan_of(make_notebook((fit, ["step:train"]), ("p = model.predict([[3]])", ["step:serve"])))
    assert [record.notes for record in plan.cells] == [(), ()]


def test_figure_that_grows_in_reports_between_a_steps_cells_grows_in_their_order() -> None:
    head = "import matplotlib.pyplot as plt"
    made, first, second = "fig, ax = plt.subplots()", "ax.plot(a)\nfig", "ax.plot(b)\nfig"
    order, plan = twin(
        (head, []), ("a = [1]", DATA), (made, REPORT), (first, REPORT), ("b = [a, 2]", DATA), (second, REPORT)
    )
    assert order == [made, "data", first, second]
    assert not plan.findings


def test_cell_that_draws_into_a_figure_of_its_own_is_a_report() -> None:
    plot = "fig, ax = plt.subplots()\nax.plot(a)\nplt.show()"
    order, _ = twin(("import matplotlib.pyplot as plt", []), ("a = [1]", DATA), (plot, []))
    assert order == ["data", plot]


def test_what_only_a_magic_of_a_report_uses_is_there() -> None:
    timed = "%timeit math.fsum(y) + f(z)"
    order, plan = twin(
        ("import math\ny = [1]", DATA),
        "def f(a):\n    return a",
        ("z = y[0]\nw = z + 1\nv = w + z", DATA),
        (timed, REPORT),
    )
    assert order == ["data", timed]
    assert {output.name for output in plan.step("data").outputs} >= {"y", "z"}
    assert plan.twin_setup == "import math\n\ndef f(a):\n    return a"


def test_what_a_step_shows_of_another_that_needs_it_is_shown_after_both() -> None:
    order, _ = twin(("a = [1]", DATA), ("b = a + [2]", TRAIN), ("b", DATA))
    assert order == ["data", "train", "b"]


def test_report_that_reads_a_file_comes_after_the_step_that_writes_it() -> None:
    write = "from pathlib import Path\nPath('a.txt').write_text('1')\na = 1"
    read = "print(Path('a.txt').read_text())"
    order, _ = twin((write, DATA), (read, REPORT), ("b = a", DATA))
    assert order == ["data", read]


def test_what_a_report_defines_or_sets_is_not_in_the_first_cell() -> None:
    drawing = "plt.rc('font', size=9)\ndef draw(v):\n    plt.plot(v)\ndraw(x)"
    notebook = make_notebook(
        "import matplotlib.pyplot as plt",
        ("x = [1, 2]", ["step:data"]),
        (drawing, ["step:report"]),
        ("draw(x[:1])", ["step:report"]),
    )
    plan = plan_of(notebook)
    assert plan.twin_setup == "import matplotlib.pyplot as plt"


SHOW = "import matplotlib.pyplot as plt\ndef show(v):\n    plt.rcParams['axes.grid'] = True\n    plt.plot(v)"


def test_what_a_function_draws_with_options_of_its_own_is_a_report() -> None:
    order, plan = twin(SHOW, ("a = [1]", DATA), "show(a)", ("b = a", TRAIN))
    assert order == ["data", "show(a)", "train"]
    assert plan.cells[2].fate is CellFate.REPORT


def test_drawing_cell_that_no_notebook_shows_says_so() -> None:
    order, plan = twin(SHOW, "import random", ("a = [1]", DATA), "random.seed(1)\nshow(a)", ("b = a", TRAIN))
    assert order == ["data", "train"]
    assert plan.cells[3].notes == ("what it draws is shown nowhere; a cell tagged `step:report` would show it",)


def test_first_cell_imports_what_the_last_of_several_definitions_names() -> None:
    defined = "def f(x: Fraction(1, 2)):\n    return x"
    _, plan = twin(
        "from fractions import Fraction", "f = lambda x: x + 1", ("a = f(1)", DATA), defined, ("print(f(a))", REPORT)
    )
    assert plan.twin_setup == f"from fractions import Fraction\n\n{defined}"


def test_report_that_uses_an_earlier_definition_than_the_run_notebook_has_is_left_out() -> None:
    first, last = "def f(x):\n    return x", "def f(x):\n    return -x"
    order, plan = twin(first, ("a = [1]", DATA), ("print(f(a))", REPORT), last, ("b = f(a[0])", TRAIN), "print(f(b))")
    assert order == ["data", "train", "print(f(b))"]
    assert "it uses the `f` of cell 0, and cell 3 has another one" in plan.cells[2].notes


def test_report_for_which_the_run_notebook_still_has_an_earlier_definition_is_left_out() -> None:
    first, again = ("def f(x):\n    return x\nprint(f(1))", REPORT), ("def f(x):\n    return -x\nb = f(a)", TRAIN)
    order, plan = twin(("a = 1", DATA), first, again, ("print(f(2))", REPORT))
    assert order == ["data", first[0], "train"]
    assert plan.cells[3].notes == ("it uses the `f` of cell 2, and the run notebook has the one of cell 1",)


def test_display_of_a_definition_that_stays_behind_is_left_out() -> None:
    defining = "def f(x):\n    return x\nf(a)"
    order, plan = twin(("a = 1", DATA), defining, ("def f(x):\n    return -x\nb = f(a)", TRAIN))
    assert order == ["data", "train"]
    assert plan.cells[1].notes == ("left out, it uses `f`, which the notebook binds more than once: `f(a)`",)


def test_function_that_only_a_formula_calls_has_its_imports_in_the_first_cell() -> None:
    defining = "def log1(x):\n    return np.log(x)\nprint(smf.ols('b ~ log1(a)', df))"
    imports = "import numpy as np\nimport statsmodels.formula.api as smf"
    _, plan = twin(imports, ("df = {'a': [1], 'b': [2]}", DATA), (defining, REPORT))
    assert plan.twin_setup == imports


def test_function_that_a_report_only_defines_has_its_imports_in_the_first_cell() -> None:
    _, plan = twin("import math", ("a = 1", DATA), ("def f(x):\n    return math.sqrt(x)\nprint(a)", REPORT))
    assert plan.twin_setup == "import math"
