"""Where report cells stand in the run notebook."""

from __future__ import annotations

from nb2pipe.model.plan import PipelinePlan
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


def test_value_that_its_step_changes_afterwards_is_left_out_with_the_reason() -> None:
    order, plan = twin(("a = [1]", DATA), ("a", REPORT), ("a.append(2)\nb = 1", DATA))
    assert order == ["data"]
    assert "intermediate value of `a`" in plan.findings[0].message


def test_value_that_another_step_gives_anew_in_between_is_left_out() -> None:
    order, plan = twin(
        ("a = [1]", DATA), ("c = [1]", TRAIN), ("print(a, c)", REPORT), ("a = [a]", ["step:feature"]), ("d = c", TRAIN)
    )
    assert "print(a, c)" not in order
    assert "another one by then" in plan.findings[0].message


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


def test_what_a_step_changes_after_showing_it_is_not_shown() -> None:
    order, plan = twin(("a = [1]\na", DATA), ("a.append(2)", DATA), ("b = a", TRAIN))
    assert order == ["data", "train"]
    assert any("left out, it only shows a value" in note for record in plan.cells for note in record.notes)


def test_expression_that_was_not_the_last_of_its_cell_shows_no_value() -> None:
    cell = "import matplotlib.pyplot as plt\nx = [1]\nplt.title('x')\ny = 2"
    assert twin((cell, DATA), ("z = x, y", TRAIN))[0] == ["data", "plt.title('x');", "train"]
