"""NB503: the test rows choose the model."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import SCORING, called_name, learns, lines_of, names_in, positional
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.walk import walk

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
            "best_score = 0\nfor C in [1, 10]:\n    model = LogisticRegression(C=C).fit(X_train, y_train)\n"
            "    score = model.score(X_test, y_test)\n    if score > best_score:\n"
            "        best_score, best_C = score, C",
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each loop."""
        if not learns(context):
            return
        tests: set[str] = set()
        seen: set[cst.For] = set()
        for line in lines_of(context):
            if isinstance(line.value, cst.Call) and called_name(line.value) == "train_test_split":
                tests |= {
                    name for name in line.targets[1::2] if "val" not in name.lower() and "dev" not in name.lower()
                }
            if line.loop is None or line.loop in seen:
                continue
            for call in line.calls:
                if called_name(call) in SCORING and any(names_in(v) & tests for v in positional(call)[:1]):
                    if _fits(line.loop) and _keeps_best(line.loop):
                        seen.add(line.loop)
                        yield self.found(
                            line.cell,
                            context.span(line.cell, call),
                            message="this loop keeps the model that is best on the test rows",
                            hint="choose by cross-validation on the training rows, and score the chosen model once",
                        )
                    break


def _fits(loop: cst.For) -> bool:
    return any(isinstance(node, cst.Call) and called_name(node) == "fit" for node in walk(loop.body))


def _keeps_best(loop: cst.For) -> bool:
    """Whether an `if` in the loop compares with the best so far and then sets it."""
    for node in walk(loop.body):
        if not isinstance(node, cst.If) or not isinstance(node.test, cst.Comparison):
            continue
        best = {name for name in names_in(node.test) if any(word in name.lower() for word in ("best", "max", "min"))}
        if best & names_in(node.body):
            return True
    return False
