from __future__ import annotations

import ast

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
    ],
)
def test_a_heading_that_only_labels_is_no_docstring(build, markdown, doc):
    step = build.step("load", "a = 1", outputs=["a"], doc=markdown)
    (function,) = ast.parse(emit_step_module(build.plan(step), StepKind.DATA)).body[-1:]
    assert ast.get_docstring(function) == doc
