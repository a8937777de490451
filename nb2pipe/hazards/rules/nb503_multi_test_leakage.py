"""NB503: the test rows choose the model."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import splits
from nb2pipe.hazards.rows.lineage import evidence_of
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

_SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y)"


class MultiTestLeakage(Rule):
    """A loop fits several models, scores each on the test rows and keeps the best one.

    The test rows have chosen the model. The best score of many is better than the same model's score on new data.

    Choose by cross-validation on the training rows, or by a validation split; score the chosen model once.
    """

    code = RuleCode("NB503")
    name = "multi-test-leakage"
    severity = Severity.WARNING
    VALID = (
        notebook(
            _SPLIT,
            "scores = [SVC(C=C).fit(X_train, y_train).score(X_test, y_test) for C in (1, 9)]",
            "plt.bar([1, 9], scores)\nplt.ylim(min(scores), max(scores))",
        ),
        notebook(
            "X_rest, X_test, y_rest, y_test = train_test_split(X, y)\nA, B, c, d = train_test_split(X_rest, y_rest)",
            "best = 0\nfor C in (1, 10):\n    model = SVC(C=C).fit(A, c)\n    if model.score(B, d) > best:\n"
            "        best = model.score(B, d)",
        ),
        notebook(
            _SPLIT,
            "for C in [1, 10]:\n    model = LogisticRegression(C=C).fit(X_train, y_train)\n"
            "    print(C, model.score(X_test, y_test))",
        ),
        notebook(
            _SPLIT,
            "best = 0\nfor C in [1, 10]:\n    s = cross_val_score(LogisticRegression(C=C), X_train, y_train).mean()\n"
            "    if s > best:\n        best = s",
        ),
    )
    INVALID = (
        notebook(
            _SPLIT,
            "scores = []\nfor k in (1, 3, 5):\n    knn = KNeighborsClassifier(k)\n    knn.fit(X_train, y_train)\n"
            "    scores.append(knn.score(X_test, y_test))",
            "best = np.argmax(scores)",
        ),
        notebook(
            _SPLIT,
            "scores = {k: KNeighborsClassifier(k).fit(X_train, y_train).score(X_test, y_test) for k in (1, 3)}",
            "best = max(scores, key=scores.get)",
        ),
        notebook(
            _SPLIT,
            "best_score = 0\nfor C in [1, 10]:\n    model = LogisticRegression(C=C).fit(X_train, y_train)\n"
            "    score = model.score(X_test, y_test)\n    if score > best_score:\n"
            "        best_score, best_C = score, C",
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each loop."""
        if not splits(context):
            return
        for judged in evidence_of(context).selections.values():
            yield self.found(
                judged.cell,
                context.span(judged.cell, judged.call),
                message="of the models of this loop, the one that is best on the test rows is kept",
                hint="choose by cross-validation on the training rows, and score the chosen model once",
            )
