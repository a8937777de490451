"""Functions that a package gives away, after somebody has edited it."""

from __future__ import annotations

import pytest

from nb2pipe.emitters import emit_package
from nb2pipe.model.verification import StepCheck, VerificationReport
from nb2pipe.service.served_code import check_served_code
from nb2pipe.workspace.manifests import MANIFEST, parse_manifest
from tests.support.notebooks import make_notebook, plan_of

CELLS = (
    ("import math\nimport numpy as np", []),
    ("def scaled(x):\n    if x < 0:\n        return 0.0\n    return math.sqrt(x)", []),
    ("rows = [1, 2]", ["step:data"]),
    ("model = {'a': scaled(rows[0])}\nspare = dict(model)", ["step:train"]),
    ("def predict(key):\n    '''Say it.'''\n    return scaled(model[key]) + 1\nanswer = predict('a')", ["step:serve"]),
)


def details(path: str = "", old: str = "", new: str = "") -> list[str]:
    """What is told of a package with one edit."""
    plan = plan_of(make_notebook(*CELLS))
    exported = emit_package(plan, version="0.1.0", lock="").files
    before = exported[path] if path else b""
    assert old.encode() in before, before.decode()
    report = check_served_code(
        VerificationReport(equivalent=True, steps=(StepCheck("serve", ()),)),
        plan,
        parse_manifest(exported[MANIFEST], MANIFEST),
        current={**exported, path: before.replace(old.encode(), new.encode())},
        exported=exported,
    )
    assert report.equivalent is not any(step.variables for step in report.steps)
    return [check.detail for step in report.steps for check in step.variables]


SERVE, LIBRARY = "src/kase/steps/serve.py", "src/kase/library.py"


@pytest.mark.parametrize(
    ("path", "old", "new", "what"),
    [
        (SERVE, "+ 1", "+ 2", "the code of `predict`"),
        (SERVE, "model=model)", "model={})", "what `serve` returns"),
        (LIBRARY, "return 0.0", "return 1.0", "the code of `scaled`"),
        (LIBRARY, "import math", "import cmath as math", "the code of `math`"),
    ],
    ids=["itself", "what is bound", "a branch of what it uses", "an import"],
)
def test_edit_that_no_value_of_the_notebook_shows_is_a_difference(path: str, old: str, new: str, what: str) -> None:
    told = f"predict: {what} is not what the notebook makes it, and no value shows whether it gives the same"
    assert details(path, old, new) == [told]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("", "", ""),
        (SERVE, "Say it.", "Say it at length."),
        (SERVE, "def predict(key, *, model)", "def predict(key: str, *, model: dict) -> float"),
        (SERVE, "return scaled(model[key]) + 1", "return (\n        scaled(model[key])\n        + 1\n    )"),
        ("src/kase/steps/train.py", "rows[0]", "rows[-2]"),
    ],
    ids=["nothing", "docstring", "annotations", "layout", "another step"],
)
def test_what_changes_no_code_of_the_function_is_no_difference(path: str, old: str, new: str) -> None:
    assert details(path, old, new) == []
