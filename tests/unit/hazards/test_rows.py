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


SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y)"


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (("X = df.assign(z=lambda d: d.a / d.a.mean())[['z']]", SPLIT, "model.fit(X_train, y_train)"), (0, 1)),
        (("def cut(d):\n    return d.clip(upper=d.quantile(0.9))", "X = df.pipe(cut)", SPLIT), (0, 2)),
        (
            ("best = [c for c in df.columns if df.corr()['y'][c] > 0.2]\nX = df[best]", SPLIT, "model.fit(X_train, y)"),
            (0, 1),
        ),
        (("sel = SelectKBest(k=5).fit(X, y)", "X = X.loc[:, sel.get_support()]", SPLIT), (0, 1)),
        (("km = KMeans(3).fit(df)\ndf['k'] = km.labels_\nX = df[['k']]", SPLIT), (0, 1)),
    ],
)
def test_what_is_learned_is_followed_into_the_split(cells: tuple[str, ...], line: tuple[int, int]) -> None:
    rest = "model = SVC().fit(X_train, y_train)"
    found = hazards_of(notebook(*cells, rest), select=LEAKS[:1])
    assert [(f.cell, f.span.start.line) for f in found] == [line]


def test_early_stopping_matters_where_the_same_rows_judge_after() -> None:
    watching = (
        "model = LGBMClassifier().fit(X_train, y_train, eval_set=[(X_test, y_test)], callbacks=[early_stopping(9)])"
    )
    assert not hazards_of(notebook(SPLIT, watching, "model.predict(new)"), select=LEAKS)
    assert hazards_of(notebook(SPLIT, watching, "model.score(X_test, y_test)"), select=LEAKS)
    validating = "A, B, c, d = train_test_split(X_train, y_train)\n" + watching.replace("X_test, y_test", "B, d")
    assert not hazards_of(notebook(SPLIT, validating, "model.score(X_test, y_test)"), select=LEAKS)


def test_folds_of_training_rows_are_held_to_less_than_folds_of_all() -> None:
    scaling, folds = "A = StandardScaler().fit_transform({})", "cross_val_score(LogisticRegression(), A, {})"
    assert hazards_of(notebook(scaling.format("X"), folds.format("y")), select=LEAKS)
    assert not hazards_of(notebook(SPLIT, scaling.format("X_train"), folds.format("y_train")), select=LEAKS)
    choosing = "A = SelectKBest().fit_transform(X_train, y_train)"
    assert hazards_of(notebook(SPLIT, choosing, folds.format("y_train")), select=LEAKS)


def test_classes_cut_by_a_statistic_are_no_leak_but_features_are() -> None:
    cut = "df['dear'] = pd.qcut(df['price'], 4)"
    rest = "a, b, c, d = train_test_split(df[{}], df['dear'])\nmodel.fit(a, c)"
    assert not hazards_of(notebook(cut, rest.format("['size']")), select=LEAKS)
    assert hazards_of(notebook(cut, rest.format("['size', 'dear']")), select=LEAKS)


def test_predictions_become_scores_beside_the_truth_alone() -> None:
    loop = "for C in (1, 9):\n    found = SVC(C=C).fit(X_train, y_train).predict(X_test)\n    {}"
    assert not hazards_of(notebook(SPLIT, loop.format("print(np.argmax(found.mean(0)))")), select=LEAKS)
    kept = "scores[C] = (found == y_test).mean()"
    assert hazards_of(notebook("scores = {}", SPLIT, loop.format(kept), "max(scores, key=scores.get)"), select=LEAKS)


_FIT = "model = SVC().fit(train[['a']], train['y'])\nprint(model.score(test[['a']], test['y']))"
_SCALE = "df[['a']] = StandardScaler().fit_transform(df[['a']])"


@pytest.mark.parametrize(
    "split",
    [
        "train = df.sample(frac=0.8)\ntest = df.drop(train.index)",
        "train = df.sample(frac=0.8)\ntest = df[~df.index.isin(train.index)]",
        "train, test = df.head(-100), df.tail(100)",
        "train, test = df.query('year < 2020'), df.query('year >= 2020')",
        "train, test = df.filter(pl.col('year') < 2020), df.filter(pl.col('year') >= 2020)",
        "train, test = Subset(df, order[:80]), Subset(df, order[80:])",
        "mask = np.random.rand(len(df)) < 0.8\ntrain, test = df[mask], df[~mask]",
        "train, val, test = np.split(df.sample(frac=1), [60, 80])",
    ],
)
def test_a_split_by_hand_is_a_split(split: str) -> None:
    assert [f.cell for f in hazards_of(notebook(_SCALE, split, _FIT), select=LEAKS)] == [0]
    assert not hazards_of(notebook(split, _FIT), select=LEAKS)


@pytest.mark.parametrize(
    "cells",
    [
        ("train, test = df.sample(frac=0.8), df.sample(frac=0.2)", _FIT),
        ("test = df.tail(100)\ntrain = df", _FIT),
        ("test = df.sample(99)\nmodel = SVC().fit(df, y)", "print(f1_score(test['y'], model.predict(test)))"),
        ("df = pd.concat([df] + [df[df['y'] == 1]] * 3)\ntrain, test = df[:80], df[80:]", _FIT),
        ("df = df.loc[df.index.repeat(df['n'])]\ntrain, test = df[:80], df[80:]", _FIT),
        ("X = np.repeat(X, 3, axis=0)\na, b, c, d = train_test_split(X, y)\nmodel.fit(a, c)",),
    ],
)
def test_rows_on_both_sides_of_a_split_by_hand(cells: tuple[str, ...]) -> None:
    assert {f.code for f in hazards_of(notebook(*cells), select=LEAKS)} == {"NB502"}


def test_some_rows_to_look_at_are_no_test() -> None:
    cells = ("model = SVC().fit(df, y)\ntest = df.head(3)", "print(model.predict(test))")
    assert not hazards_of(notebook(*cells), select=LEAKS)


@pytest.mark.parametrize(
    ("column", "is_leak"),
    [
        ("df['a'] = df['b'].shift(-1)", True),
        ("df['a'] = df['b'].rolling(7).mean().shift(-7)", True),
        ("df['a'] = df['b'].interpolate()", True),
        ("df['a'] = STL(df['b']).fit().trend", True),
        ("df[['a', 'b']] = df[['a', 'b']].apply(lambda column: column / column.max())", True),
        ("df[['a', 'b']] = df[['a', 'b']].apply(zscore)", True),
        ("df['a'] = df['text'].apply(lambda text: text.max())", False),
        ("df['a'] = df['c'].map(df.pivot_table(index='c', values='y')['y'])", True),
        ("df = df[IsolationForest().fit_predict(df) == 1]", True),
        ("df['a'] = df['b'].interpolate(method='pad')", False),
        ("df['a'] = df['b'].shift(1)", False),
        ("df['a'] = df['b']\ndf = df.assign(y=df['b'].shift(-1))", False),
        ("df['y'] = df['b'].shift(-1)", False),
    ],
)
def test_features_that_know_other_rows(column: str, *, is_leak: bool) -> None:
    cells = (column, "train, test = df[:-30], df[-30:]", _FIT)
    assert bool(hazards_of(notebook(*cells), select=LEAKS)) is is_leak


def test_what_was_fitted_on_both_sides_again_leaks() -> None:
    cells = (
        "a, b, c, d = train_test_split(X, y)\nscaler = StandardScaler().fit(np.vstack([a, b]))",
        "model = SVC().fit(scaler.transform(a), c)",
    )
    assert [(f.code, f.cell) for f in hazards_of(notebook(*cells), select=LEAKS)] == [("NB501", 0)]


def test_a_model_that_was_saved_by_what_the_test_says_is_known_by_its_file() -> None:
    cells = (
        "(a, c), (b, d) = mnist.load_data()\nnet = Sequential([Dense(9)])",
        "keep = ModelCheckpoint('best.keras', save_best_only=True)\nnet.fit(a, c, validation_data=(b, d), callbacks=keep)",
        "best = load_model('best.keras')\nprint(best.evaluate(b, d))",
    )
    assert [(f.code, f.cell) for f in hazards_of(notebook(*cells), select=LEAKS)] == [("NB503", 1)]


@pytest.mark.parametrize(
    ("head", "call"),
    [
        ("rows, scaler=None", "rows, scaler=known"),
        ("rows, is_test=False", "rows, is_test=True"),
        ("rows, side='train'", "rows, side='test'"),
    ],
)
def test_arguments_say_which_way_a_function_goes(head: str, call: str) -> None:
    name = head.split(", ")[1].split("=", maxsplit=1)[0]
    tests = {"scaler": "scaler is None", "is_test": "not is_test", "side": "side == 'train'"}
    function = f"def run({head}):\n    if {tests[name]}:\n        known.fit(rows)\n    return known.transform(rows)"
    cells = (
        f"known = StandardScaler()\n{function}",
        "a, b, c, d = train_test_split(X, y)",
        "A = run(a)" if name != "side" else "A = run(a, side='train')",
        f"B = run({call.replace('rows', 'b')})\nmodel = SVC().fit(A, c)\nprint(model.score(B, d))",
    )
    assert not hazards_of(notebook(*cells), select=LEAKS)
    wrong = (*cells[:3], "B = run(b)\nmodel = SVC().fit(A, c)\nprint(model.score(B, d))")
    assert name == "side" or hazards_of(notebook(*wrong), select=LEAKS)


@pytest.mark.parametrize("asked", ["predict()", "predict(**given)", "score()", "transform()", "fit()"])
def test_models_that_are_asked_without_rows_are_looked_at(asked: str) -> None:
    cells = ("train, test = train_test_split(series)\nmodel = Forecaster().fit(train)", f"model.{asked}")
    assert not hazards_of(notebook(*cells), select=LEAKS)
