from __future__ import annotations

import pytest

from nb2pipe.hazards.rule import notebook
from nb2pipe.model.ids import RuleCode
from tests.unit.hazards.test_rules import hazards_of

LEAKS = (RuleCode("NB501"), RuleCode("NB502"), RuleCode("NB503"))


@pytest.mark.parametrize("depth", [3, 30])
def test_functions_that_call_themselves_and_each_other_end(depth: int) -> None:
    chain = "\n".join(f"def f{n}(X):\n    return f{n - 1}(X) + f{n - 1}(X)" for n in range(1, depth))
    cells = (f"def f0(X):\n    return f0(X) if len(X) else X\n{chain}", f"X = f{depth - 1}(X)")
    found = hazards_of(notebook(*cells, "a, b, c, d = train_test_split(X, y)\nmodel.fit(a, c)"), select=LEAKS)
    assert not found


def test_a_second_split_of_training_rows_counts_as_one_of_its_own() -> None:
    cells = (
        "A, X_test, b, y_test = train_test_split(X, y)",
        "A = StandardScaler().fit_transform(A)",
        "X_train, X_val, y_train, y_val = train_test_split(A, b)\nmodel.fit(X_train, y_train)",
    )
    assert [(f.code, f.cell) for f in hazards_of(notebook(*cells), select=LEAKS)] == [("NB501", 1)]


def test_only_the_columns_that_are_used_are_looked_at() -> None:
    cells = (
        "df['z'] = StandardScaler().fit_transform(df[['a']])",
        "train, test = train_test_split(df[['b']])\nmodel.fit(train, y)",
    )
    assert not hazards_of(notebook(*cells), select=LEAKS)


def test_what_is_computed_along_each_row_learns_nothing() -> None:
    cells = ("df['top'] = df[['a', 'b']].max(axis=1)", "train, test = train_test_split(df)\nmodel.fit(train, y)")
    assert not hazards_of(notebook(*cells), select=LEAKS)
    learned = (cells[0].replace("axis=1", "axis=0"), cells[1])
    assert hazards_of(notebook(*learned), select=LEAKS)


def test_every_function_is_followed_though_nothing_calls_it() -> None:
    study = (
        "def study(X, y):\n    X = PCA(2).fit_transform(X)\n    a, b, c, d = train_test_split(X, y)\n"
        "    return SVC().fit(a, c).score(b, d)"
    )
    assert [f.span.start.line for f in hazards_of(notebook(study), select=LEAKS)] == [2]


def test_an_origin_of_counting_is_no_statistic_but_a_range_is() -> None:
    rest = "train, test = train_test_split(df)\nmodel.fit(train, y)"
    shifted = "df['days'] = (df['day'] - df['day'].min()).dt.days"
    assert not hazards_of(notebook(shifted, rest), select=LEAKS)
    scaled = "df['a'] = (df['a'] - df['a'].min()) / (df['a'].max() - df['a'].min())"
    assert hazards_of(notebook(scaled, rest), select=LEAKS)


def test_a_setting_by_keyword_brings_nothing_into_data() -> None:
    cells = ("z = to_categorical(y, num_classes=y.max() + 1)", "a, b, c, d = train_test_split(X, z)\nmodel.fit(a, c)")
    assert not hazards_of(notebook(*cells), select=LEAKS)
