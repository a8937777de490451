"""Functions that leave their steps, and those that stay."""

from __future__ import annotations

import libcst as cst
import pytest

from nb2pipe.model.plan import Definition, PipelinePlan
from tests.unit.planning.test_make_plan import code, flow, plan

DATA = ("k = hash(1)\nrows = [3, 1]", ["step:data"])


def source_of(definition: Definition) -> str:
    return cst.Module([definition.statement]).code.strip()


def freed(found: PipelinePlan) -> dict[str, str]:
    """Functions outside of all steps that are handed something."""
    placed = [*found.library, *(each for step in found.steps for each in step.definitions)]
    return {str(each.name): source_of(each) for each in placed if each.takes}


def test_function_is_handed_the_variable_that_it_looks_up() -> None:
    found = plan("def f(x):\n    return x + k", DATA, ("a = f(1) + f(x=2)", ["step:train"]))
    assert freed(found) == {"f": "def f(x, *, k):\n    return x + k"}
    assert "a = f(1, k=k) + f(x=2, k=k)" in code(found.step("train"))
    assert flow(found)["train"] == {"k": "data"}


def test_decorator_that_only_switches_a_mode_goes_along() -> None:
    head = "import functools\nimport torch\n@{}\ndef f(x):\n    return x + k"
    found = plan(head.format("torch.no_grad()"), DATA, ("a = f(1)", ["step:train"]))
    assert freed(found) == {"f": "@torch.no_grad()\ndef f(x, *, k):\n    return x + k"}
    assert not freed(plan(head.format("functools.cache"), DATA, ("a = f(1)", ["step:train"])))


def test_what_only_calls_the_function_is_given_a_partial_one() -> None:
    found = plan("def f(x):\n    return x + k", DATA, ("a = list(map(f, rows))", ["step:train"]))
    assert freed(found) == {"f": "def f(x, *, k):\n    return x + k"}
    assert "a = list(map(partial(f, k=k), rows))" in code(found.step("train"))
    assert [each.module for each in found.step("train").imports] == ["functools"]


def test_function_of_several_kinds_stands_in_the_library_with_all_that_it_needs() -> None:
    head = "import math\ndef root(v):\n    return math.sqrt(v)\ndef g():\n    return root(k)\ndef f():\n    return g()"
    found = plan(head, DATA, ("a = f()", ["step:train"]), ("b = f()", ["step:serve"]))
    assert [each.name for each in found.library] == ["root", "g", "f"]
    assert freed(found)["f"] == "def f(*, k):\n    return g(k=k)"
    assert found.step("train").from_library == found.step("serve").from_library == ("f",)
    assert not found.step("train").imports


def test_function_of_one_kind_stands_once_with_the_first_step_that_calls_it() -> None:
    head = "def g():\n    return k\ndef f():\n    return g() + 1"
    found = plan(head, DATA, ("a = f()", ["step:train:one"]), ("b = g() + f()", ["step:train:two"]))
    assert [each.name for each in found.step("one").definitions] == ["g", "f"]
    assert not found.step("two").definitions
    assert not found.library
    assert "b = g(k=k) + f(k=k)" in code(found.step("two"))


def test_function_that_calls_itself_hands_on_what_it_was_handed() -> None:
    found = plan("def f(n):\n    return k if n < 1 else f(n - 1)", DATA, ("a = f(3)", ["step:train"]))
    assert freed(found) == {"f": "def f(n, *, k):\n    return k if n < 1 else f(n - 1, k=k)"}


def test_variable_of_the_step_itself_is_handed_on_once_it_is_bound() -> None:
    found = plan(("limit = 2\ndef f(x):\n    return x > limit\na = [f(x) for x in [1, 3]]", ["step:data"]))
    assert not freed(found), "`limit` is a constant, which stands beside the function"
    found = plan(("limit = hash(2)\ndef f(x):\n    return x > limit\na = [f(x) for x in [1, 3]]", ["step:data"]))
    assert freed(found) == {"f": "def f(x, *, limit):\n    return x > limit"}


@pytest.mark.parametrize(
    ("definition", "use"),
    [
        ("def f(x):\n    return x + k", "a = sorted(rows, key=f)"),
        ("def f(x):\n    return x + k\npartial = min", "a = list(map(f, rows))"),
        ("def f(x):\n    return x + k\nmap = min", "a = list(map(f, rows))"),
        ("def f(x):\n    return x + k", "a = f(1)\nk = 5\nb = f(1)"),
        ("def f(x):\n    return x + k", "a = f.__name__, f(1)"),
        ("def f(x):\n    return x + k", "a = [f(1) for k in rows]"),
        ("def f(x):\n    return x + k", "a = (lambda k: f(k))(1)"),
        ("def f(x):\n    return x + k", "g = f\na = g(1)"),
        ("def f(x=k):\n    return x + k", "a = f()"),
        ("def f(**more):\n    return len(more) + k", "a = f(b=1)"),
        ("def f(frame):\n    return frame.query('x > @k').size + k", "import pandas as pd\na = f(pd.DataFrame({'x': rows}))"),
        ("import functools\n@functools.lru_cache\ndef f(x):\n    return x + k", "a = f(1)"),
        ("def f(x):\n    return x + k\nf.calls = 0", "a = f(1)"),
        ("def f(x):\n    return x or w", "a = rows and (w := 3)\nb = f(1)"),
        ("import math as m\ndef f(x):\n    return m.sqrt(x)", "a = f(1)\nimport cmath as m"),
        ("def c(v):\n    return v\ndef f(x):\n    return fit('y ~ c(x)', x, k)\ndef fit(*a):\n    return a", "a = f(1)"),
    ],
)  # fmt: skip
def test_function_stays_where_another_call_could_mean_something_else(definition: str, use: str) -> None:
    assert not freed(plan(DATA, (f"{definition}\n{use}", ["step:train"])))


def test_step_that_is_given_a_constant_does_not_take_it_from_the_library() -> None:
    head = "rows = [1, 2]"
    train = "best = [sum(rows) / 2]\ndef grade(v):\n    return v * best[0]\nown = grade(1)"
    found = plan((head, ["step:data"]), (train, ["step:train"]), ("out = sorted(rows, key=grade)", ["step:serve"]))
    serve = found.step("serve")
    assert [each.name for each in serve.inputs] == ["rows"]
    assert "rows" not in serve.from_library
