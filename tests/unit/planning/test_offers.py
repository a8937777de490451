"""Functions that a serve step gives away: what they compute, from a pickle in another process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

import libcst as cst
import pytest

from nb2pipe.model.plan import PipelinePlan
from tests.support.notebooks import make_notebook, plan_of
from tests.unit.planning.conftest import WritePlan

Serve = Callable[[Sequence[str], str, str], None]

_CALL = """
import asyncio, pickle, sys
sys.path.insert(0, "src")
from kase.pipeline import run
{name} = pickle.loads(pickle.dumps(run()["serve"]["{name}"]))
print(repr(({call})))
"""

#: The notebook above the serve cell.
DATA = "import math\nfrom collections import Counter\nweights = {'a': 2.0, 'b': 3.0}\ntable = [[1, 2], [3, 4]]"
TRAIN = "model = Counter(a=1, b=5)\nmodel.update(weights)\nlimit = len(table) + hash(5)"


def notebook_of(*serve: str) -> PipelinePlan:
    return plan_of(tagged(serve))


def tagged(serve, between=""):
    cells = [(DATA, ["step:data"]), (TRAIN, ["step:train"])]
    cells += [(between, [])] if between else []
    return make_notebook(*cells, *((cell, ["step:serve"]) for cell in serve))


def offered(plan: PipelinePlan) -> dict[str, dict[str, str]]:
    """Function that the serve step returns -> what is bound to it."""
    steps = [step for step in plan.steps if step.name == "serve"]
    return {made.name: dict(made.binds) for step in steps for made in step.outputs if made.binds is not None}


def kept_back(plan: PipelinePlan) -> list[str]:
    return [finding.message for finding in plan.findings if finding.code == "NB610"]


def test_function_that_its_step_defines_again_is_offered_as_it_is_last() -> None:
    plan = notebook_of("def predict(key):\n    return model[key]", "def predict(key):\n    return model[key] * limit")
    assert offered(plan) == {"predict": {"limit": "limit", "model": "model"}}
    called = notebook_of(
        "def predict(key):\n    return model[key]\nb = predict('b')", "def predict(key):\n    return 1"
    )
    assert not offered(called)


@pytest.mark.parametrize(
    ("serve", "name", "call"),
    [
        ("def predict(key):\n    return model[key] * 2", "predict", "predict('b')"),
        ("def predict(key): return model[key]", "predict", "predict(key='a')"),
        ("def half(x):\n    return x / 2", "half", "half(3)"),
        ("import numpy as np\n@np.errstate(divide='ignore')\ndef predict(key):\n    return model[key] + limit", "predict",
         "predict('b')"),
        ("def predict(key, m=model):\n    return m[key]", "predict", "predict('b'), predict('b', m={'b': 0})"),
        ("def predict(key, m=model, k=2):\n    return m[key] * k", "predict", "predict('b', k=3)"),
        ("def predict(*keys, top=limit, **more):\n    return [model[k] for k in keys][:top], more", "predict",
         "predict('a', 'b', z=1)"),
        ("def predict(key, /, *, scale=1):\n    '''Says it.'''\n    return model[key] * scale", "predict",
         "predict('a', scale=3), predict.func.__doc__"),
        ("def weigh(x):\n    return x * limit\n\ndef both(x):\n    return weigh(x) + weigh(1)\n\n"  # noqa: ISC004
         "def predict(key):\n    '''Says it.'''\n    # in two steps\n    return both(model[key])", "predict", "predict('a')"),
        ("async def predict(key):\n    return model[key]", "predict", "asyncio.run(predict('a'))"),
        ("def predict(n):\n    yield from (model[k] for k in sorted(model)[:n])", "predict", "list(predict(2))"),
        ("def floor(x): return math.floor(x)\ndef predict(key):\n    return floor(model[key] / 2)", "predict",
         "predict('b')"),
        ("threshold = limit - 6\ndef predict(key):\n    return model[key] > threshold", "predict", "predict('a')"),
        ("predict = lambda key, k=2: model[key] * k", "predict", "predict('a', 3)"),
        ("def partial(key):\n    return model[key]", "partial", "partial('a')"),
        ("def function(key, self=0):\n    return model[key]", "function", "function('a')"),
    ],
)  # fmt: skip
def test_uncalled_function_of_a_serve_cell_is_returned(write_plan: WritePlan, serve: str, name: str, call: str) -> None:
    truth: dict[str, object] = {}
    exec(f"{DATA}\n{TRAIN}\nimport asyncio\n{serve}", truth)  # noqa: S102  # the notebook itself
    written = write_plan(tagged([serve]))
    source = _CALL.format(name=name, call=call)
    ran = subprocess.run(
        [sys.executable, "-c", source], cwd=written.folder, capture_output=True, text=True, check=False
    )
    expected = call.replace(".func", "")
    assert ran.stdout.strip() == repr(eval(expected, truth)), ran.stderr  # noqa: S307  # the notebook itself


def test_values_of_helpers_in_other_cells_are_bound_as_well() -> None:
    between = "def weigh(x):\n    return x * limit"
    plan = plan_of(tagged(["def predict(key):\n    return weigh(model[key])"], between))
    assert offered(plan) == {"predict": {"limit": "limit", "model": "model"}}


HELPED = "def weigh(x):\n    return x * limit\ndef predict(key):\n    return weigh(model[key])"


def test_helper_stands_beside_the_function_and_is_handed_what_it_looks_up() -> None:
    plan = notebook_of(HELPED)
    serve = next(step for step in plan.steps if step.name == "serve")
    assert {each.name: each.takes for each in serve.definitions} == {"weigh": ("limit",), "predict": ()}
    assert "weigh(model[key], limit=limit)" in cst.Module([]).code_for_node(serve.definitions[0].statement)
    assert not kept_back(plan)


def test_helper_that_training_calls_as_well_is_one_function_of_the_library() -> None:
    plan = plan_of(
        make_notebook(
            (f"{DATA}\nlimit = len(table) + hash(5)\ndef weigh(x):\n    return x * limit", ["step:data"]),
            ("model = weigh(weights['a'])", ["step:train"]),
            ("def predict(key):\n    return weigh(key) * model", ["step:serve"]),
        )
    )
    assert {each.name: each.takes for each in plan.library} == {"weigh": ("limit",)}
    assert [[each.name for each in step.definitions] for step in plan.steps] == [[], [], ["predict"]]


def test_helper_that_the_function_does_more_with_than_to_call_it_stays_inside() -> None:
    plan = notebook_of("def weigh(x):\n    return x * limit\ndef predict(key):\n    return sorted(model, key=weigh)")
    serve = next(step for step in plan.steps if step.name == "serve")
    assert [each.name for each in serve.definitions] == ["predict"]
    assert not kept_back(plan)


def test_function_that_its_own_step_tries_is_offered_as_well(write_plan: WritePlan) -> None:
    cells = ["def predict(key):\n    return model[key]", "answer = predict('a')"]
    plan = notebook_of(*cells)
    assert offered(plan) == {"predict": {"model": "model"}}
    assert [made.name for made in plan.step("serve").outputs] == ["answer", "predict"]
    call = _CALL.format(name="predict", call="predict('b')")
    written = write_plan(tagged(cells))
    ran = subprocess.run([sys.executable, "-c", call], cwd=written.folder, capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "8.0", ran.stderr


def test_readme_says_how_to_call_what_a_run_has_left(write_plan: WritePlan) -> None:
    folder = write_plan(tagged(["asked = []\ndef predict(key):\n    asked.append(key)\n    return model[key]"])).folder
    lines = (folder / "README.md").read_text().partition("```python\n")[2].partition("```")[0]
    for command in (["-m", "kase", "--out", "runs/1"], ["-c", f"{lines}print(predict('a'))"]):
        ran = subprocess.run(
            [sys.executable, *command],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": "src"},
            capture_output=True,
            text=True,
            check=True,
        )
    assert ran.stdout == "3.0\n"


def test_function_that_its_own_step_maps_is_offered_as_well(write_plan: WritePlan) -> None:
    define = "def predict(key, plus=0):\n    return model[key] * limit + plus\n"
    cell = f"{define}both = list(map(predict, ['a', 'b'], [1, 2]))"
    assert offered(notebook_of(cell)) == {"predict": {"limit": "limit", "model": "model"}}
    call = _CALL.format(name="predict", call="predict('b', 1), run()['serve']['both']")
    folder = write_plan(tagged([cell])).folder
    ran = subprocess.run([sys.executable, "-c", call], cwd=folder, capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "(57.0, [22.0, 58.0])", ran.stderr


@pytest.mark.parametrize(
    "use",
    [
        "both = sorted(['a', 'b'], key=predict)",
        "map = lambda f, keys: f.__name__\nboth = map(predict, ['a'])",
        "class Table:\n    def apply(self, f):\n        return f.__name__\nboth = Table().apply(predict)",
    ],
)
def test_function_that_its_step_does_more_with_is_told(use: str) -> None:
    plan = notebook_of(f"def predict(key):\n    return model[key] * limit\n{use}")
    assert not offered(plan)
    assert [text for text in kept_back(plan) if "`predict` cannot be imported" in text]


def test_helper_of_a_function_that_its_step_tries_is_not_offered_beside_it() -> None:
    plan = notebook_of(
        "def ask(key):\n    return model[key]\ndef predict(key):\n    return ask(key) * limit\nx = predict('a')"
    )
    assert offered(plan) == {"predict": {"limit": "limit", "model": "model"}}


def test_helper_of_a_function_that_stays_in_the_step_stays_as_well() -> None:
    cells = ["def ask(key):\n    return key * limit", "def predict(key):\n    return ask(key) + step", "step = 1"]
    plan = notebook_of(*cells, "x = predict(2)\nstep = 2\ny = predict(2), ask(3)")
    assert offered(plan) == {}


def test_function_over_what_cannot_cross_is_tried_and_stays() -> None:
    plan = notebook_of(
        "log = open('log.txt', 'w')\ndef predict(key):\n    log.write(key)\n    return model[key]\nx = predict('a')"
    )
    assert offered(plan) == {}


def test_call_that_is_only_shown_does_not_keep_the_function_in_its_step() -> None:
    plan = notebook_of("def predict(key):\n    return model[key]\npredict('a')")
    assert offered(plan) == {"predict": {"model": "model"}}
    assert [cell.source for cell in plan.twin][-1] == "predict('a')"


def test_function_that_another_serve_step_calls_is_offered_by_its_own() -> None:
    one = ("def predict(key):\n    return model[key]", ["step:serve:one"])
    two = ("def twice(key):\n    return predict(key) * 2", ["step:serve:two"])
    plan = plan_of(make_notebook((DATA, ["step:data"]), (TRAIN, ["step:train"]), one, two))
    assert {step.name: [made.name for made in step.outputs] for step in plan.steps[2:]} == {
        "one": ["predict"],
        "two": ["twice"],
    }


def test_function_and_what_is_bound_to_it_are_one_artifact() -> None:
    plan = notebook_of("asked = []\ndef predict(key):\n    asked.append(key)\n    return model[key]")
    assert plan.step("serve").artifacts == (("asked", "predict"),)


def test_decorated_function_gets_what_it_uses() -> None:
    plan = notebook_of(
        "from flask import Flask\napp = Flask('a')\n@app.route('/')\ndef predict():\n    return model['a']"
    )
    assert [taken.name for taken in plan.step("serve").inputs] == ["model"]


def test_serve_step_that_gives_nothing_says_so() -> None:
    plan = notebook_of("class Service:\n    def ask(self, key):\n        return model[key]\nservice = Service()")
    assert [finding.code for finding in plan.findings] == ["NB611"]


def test_function_of_another_kind_of_step_is_no_offer() -> None:
    plan = plan_of(make_notebook((DATA, ["step:data"]), (TRAIN + "\ndef check(): return model", ["step:train"])))
    assert offered(plan) == {}
    assert kept_back(plan) == [
        "`check` cannot be imported from the package: nothing that computes or shows a value uses it"
    ]


@pytest.mark.parametrize(
    ("serve", "reason"),
    [
        ("def again(n):\n    return again(n - 1) if n else model", "calls itself"),
        ("def predict(key):\n    global limit\n    limit = 8\n    return model[key]", "assigns variables"),
        ("def predict(key):\n    return model[key], locals()", "calls `locals`"),
        ("import functools\n@functools.cache\ndef predict(key):\n    return model[key]", "has a decorator"),
        ("def predict(key, m=model, *more):\n    return m[key]", "can be given by position"),
        ("def predict(key, m=model):\n    return m[key]\npredict('a', {'a': 0})", "can be given by position"),
        ("def scaled(x, by=limit):\n    return x * by\ndef predict(key):\n    return scaled(model[key])",
         "has defaults or annotations"),
        ("def scaled(x):\n    return x * limit\ndef predict(limit):\n    return scaled(model[limit])",
         "`limit` in it and in the functions"),
        ("half = lambda x: x / 2", "a lambda has no name"),
        ("def scaled(x):\n    return x * limit\nways = [scaled]\ndef predict(key):\n    return ways[0](model[key])",
         "holds `scaled`, which looks up `limit`"),
        ("lock = open('nb.txt', 'w')\ndef predict(key):\n    return model[key], lock", "uses `lock`"),
    ],
)  # fmt: skip
def test_function_that_would_not_be_the_same_is_kept_back(serve: str, reason: str) -> None:
    plan = notebook_of(serve)
    assert "predict" not in offered(plan)
    assert any(reason in message for message in kept_back(plan)), kept_back(plan)


def test_variable_that_a_later_cell_changes_keeps_the_function_back() -> None:
    plan = notebook_of("def predict(key):\n    return model[key]", "model['a'] = 0")
    assert offered(plan) == {}
    assert any("cell 3 makes or changes `model`" in message for message in kept_back(plan))


def test_untagged_function_that_nobody_uses_is_told() -> None:
    plan = plan_of(tagged(["answer = model['a']"], between="def helper(x):\n    return x"))
    assert len(kept_back(plan)) == 1
    assert plan.cells[2].notes == ("`helper`: cannot be imported, nothing that computes or shows a value uses it",)
