from __future__ import annotations

import libcst as cst
import pytest

from nb2pipe.hazards.formulas import Formula, formulas_in


def formula_of(code: str) -> Formula:
    (formula,) = formulas_in(cst.parse_module(code).body[0])
    return formula


@pytest.mark.parametrize(
    "code",
    [
        "df['r'] = df['a'] / df['b']",
        "new['r'] = (new.a / new.b)",
        "x.loc[:, 'r'] = x['a'].div(x['b'])",
        "df = df.assign(r=lambda d: d.a / d['b'])",
        "df = df.assign(r=df.a.truediv(df.b))",
        "row = {'r': payload['a'] / payload['b']}",
        "def f(d):\n    if d is not None:\n        d['r'] = d['a'] / d['b']",
    ],
)
def test_a_formula_does_not_depend_on_how_it_is_written(code: str) -> None:
    formula = formula_of(code)
    assert (formula.column, formula.text, formula.sources) == ("r", "(frame[a]/frame[b])", {"a", "b"})
    assert not formula.looks_around


def test_functions_that_are_applied_are_called_and_order_of_terms_is_no_matter() -> None:
    assert formula_of("df['l'] = df['a'].apply(np.log1p)").text == formula_of("df['l'] = np.log1p(df.a)").text
    assert formula_of("df['s'] = df.a + df.b").text == formula_of("df['s'] = df.b + df.a").text
    assert formula_of("df['s'] = df.a - df.b").text != formula_of("df['s'] = df.b - df.a").text


def test_statistics_look_around_and_fitted_transformers_carry_over() -> None:
    assert formula_of("df['z'] = df.a - df.a.mean()").looks_around
    assert not list(formulas_in(cst.parse_module("df['z'] = scaler.transform(df[['a']])").body[0]))
