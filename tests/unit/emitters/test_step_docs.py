from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from nb2pipe.emitters.step_modules import emit_step_module
from nb2pipe.model.notebook import StepKind


@pytest.mark.parametrize(
    ("markdown", "doc"),
    [
        ("", "Compute `a`."),
        ("Data.", "Compute `a`."),
        ("2 Data.", "Compute `a`."),
        ("2.1. Data.\n\nOne row per bird.", "One row per bird."),
        ("The forecast.", "The forecast."),
        ("3) Train on the past.", "Train on the past."),
        ("Train on the past.\n\nTest later.", "Train on the past.\n\nTest later."),
        ("2015 was wet.", "2015 was wet."),
        ("2 rows are lost.", "2 rows are lost."),
        ("See Smith 2019, p. 12. It is old.", "See Smith 2019, p. 12.\n\nIt is old."),
        ("Some approx. 100 trees, cf. Sec. 3 of it.", "Some approx. 100 trees, cf. Sec. 3 of it."),
    ],
)
def test_a_heading_that_only_labels_is_no_docstring(build, markdown, doc):
    step = build.step("load", "a = 1", outputs=["a"], doc=markdown)
    (function,) = ast.parse(emit_step_module(build.plan(step), StepKind.DATA)).body[-1:]
    assert ast.get_docstring(function) == doc


def test_a_result_says_which_of_its_values_are_only_shown(build):
    step = build.step("load", "a = 1", outputs=["a", "a_shown", "a_shown_2"])
    outputs = [replace(each, shows="a") if "_shown" in each.name else each for each in step.outputs]
    module = ast.parse(emit_step_module(build.plan(replace(step, outputs=tuple(outputs))), StepKind.DATA))
    result, function = module.body[-2:]
    assert "`a_shown` and `a_shown_2` are `a` as the notebook shows it" in ast.get_docstring(result)
    assert ast.get_docstring(function) == "Compute `a`."
