"""NB502: rows that test a model are among those it has learned from."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import splits
from nb2pipe.hazards.rows.lineage import evidence_of
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

_SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y)"


class OverlapLeakage(Rule):
    """Rows are duplicated before they are split, or a model that was fitted on all rows is scored on the test rows.

    The model knows the answers to the test. Its score says nothing about new data.

    Resample the training rows only, after the split. Fit on the training rows before scoring; fit on all rows last.
    """

    code = RuleCode("NB502")
    name = "overlap-leakage"
    severity = Severity.WARNING
    VALID = (
        notebook(
            _SPLIT,
            "scaler = StandardScaler()\nboth = Scaling(scaler)\nA, B = both.run(X_train, X_test)",
            "model = SVC().fit(A, y_train)\nmodel.score(B, y_test)",
        ),
        notebook(
            "few = resample(df[df['y'] == 0], replace=False, n_samples=9)\ndf = pd.concat([few, df[df['y'] == 1]])",
            "train, test = train_test_split(df)\nmodel.fit(train, train['y'])",
        ),
        notebook(_SPLIT, "model.fit(X_train, y_train)", "model.score(X_test, y_test)"),
        notebook(_SPLIT, "X_train, y_train = SMOTE().fit_resample(X_train, y_train)", "model.fit(X_train, y_train)"),
        notebook(_SPLIT, "model.fit(X_train, y_train)", "s = model.score(X_test, y_test)", "model.fit(X, y)"),
        notebook("model.fit(X, y)", "model.score(X, y)"),
        notebook("model.fit(X, y)\ntest = X[:5]", "model.predict(test)"),
        notebook(_SPLIT, "model.fit(X, y)", "model.fit(X_train, y_train)\nmodel.score(X_test, y_test)"),
        notebook(
            _SPLIT,
            "X_train, X_test = encode(X_train, X_test)\nmodel = SVC().fit(X_train, y_train)",
            "model.score(X_test, y_test)",
        ),
        notebook(
            "X_train, X_cal, X_test, y_train, y_cal, y_test = split(X, y)",
            "X_a, X_b, y_a, y_b = train_test_split(X_cal, y_cal)",
            "model.fit(X_train, y_train)\nmodel.score(X_b, y_b)",
        ),
        notebook(
            "def load(X, y):\n    a, b, c, d = train_test_split(X, y)\n    return {'a': a, 'b': b, 'c': c, 'd': d}",
            "tries = [{'data': load(X1, y1)}, {'data': load(X2, y2)}]",
            "for each in tries:\n    model.fit(each['data']['a'], each['data']['c'])\n"
            "    model.score(each['data']['b'], each['data']['d'])",
        ),
    )
    INVALID = (
        notebook(
            "more = resample(df[df['y'] == 1], n_samples=99)\ndf = pd.concat([df[df['y'] == 0], more])",
            "train, test = train_test_split(df)\nmodel.fit(train, train['y'])",
        ),
        notebook(
            "X, y = RandomOverSampler().fit_resample(X, y)",
            "model = SVC()\ncross_val_score(model, X, y)\nmodel.fit(X, y)",
        ),
        notebook(
            "train, test = train_test_split(df)\nmodel = SVC().fit(df[['a']], df['y'])",
            "model.score(test[['a']], test['y'])",
        ),
        notebook("X2, y2 = SMOTE().fit_resample(X, y)", "a, b, c, d = train_test_split(X2, y2)"),
        notebook("X, y = RandomOverSampler().fit_resample(X, y)", _SPLIT),
        notebook(_SPLIT, "model.fit(X, y)", "print(model.score(X_test, y_test))"),
        notebook(_SPLIT, "grid = GridSearchCV(SVC(), {'C': [1, 9]}).fit(X_test, y_test)\ngrid.score(X_test, y_test)"),
        notebook(
            "few = df[df['y'] == 1]\ndf = pd.concat([df] + [few] * 3)",
            "train, test = train_test_split(df)\nmodel.fit(train, train['y'])",
        ),
        notebook("train, test = df[:-30], df[-30:]\nmodel = Prophet()\nmodel.fit(df)", "model.predict(test)"),
        notebook(_SPLIT, "clf = LogisticRegression().fit(X, y)", "predicted = clf.predict(X_test)"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each call that copies rows, or judges by rows that the model knows."""
        if not splits(context):
            return
        evidence = evidence_of(context)
        for copied, later in evidence.copies.items():
            where = f"before cell {later} splits them" if later != copied.cell else "before they are split"
            yield self.found(
                copied.cell,
                context.span(copied.cell, copied.call),
                message=f"rows are duplicated here {where}: both sides get copies",
                hint="split first, and resample the training rows only",
            )
        for overlap in evidence.overlaps.values():
            model, whole, part = overlap.model, overlap.whole, overlap.part
            said = f"`{model}` was fitted on all of `{whole}`, of which `{part}` is a part"
            yield self.found(
                overlap.cell,
                context.span(overlap.cell, overlap.call),
                message=said if whole != part else f"`{model}` was fitted on `{part}`, the rows that are to test it",
                hint="fit on the training rows before scoring",
            )
