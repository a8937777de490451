"""NB502: rows that test a model are among those it has learned from."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import (
    RESAMPLERS,
    SCORING,
    Line,
    called_anywhere,
    called_name,
    class_called_on,
    learns,
    lines_of,
    names_given,
    note_made,
    positional,
)  # fmt: skip
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
        notebook(_SPLIT, "model.fit(X_train, y_train)", "model.score(X_test, y_test)"),
        notebook(_SPLIT, "X_train, y_train = SMOTE().fit_resample(X_train, y_train)", "model.fit(X_train, y_train)"),
        notebook(_SPLIT, "model.fit(X_train, y_train)", "s = model.score(X_test, y_test)", "model.fit(X, y)"),
        notebook("model.fit(X, y)", "model.score(X, y)"),
        notebook(_SPLIT, "model.fit(X, y)", "model.fit(X_train, y_train)\nmodel.score(X_test, y_test)"),
    )
    INVALID = (
        notebook("X2, y2 = SMOTE().fit_resample(X, y)", "a, b, c, d = train_test_split(X2, y2)"),
        notebook("X, y = RandomOverSampler().fit_resample(X, y)", _SPLIT),
        notebook(_SPLIT, "model.fit(X, y)", "print(model.score(X_test, y_test))"),
        notebook(_SPLIT, "clf = LogisticRegression().fit(X, y)", "predicted = clf.predict(X_test)"),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each call that resamples, or scores."""
        if not learns(context) or "train_test_split" not in called_anywhere(context):
            return
        made: dict[str, str] = {}
        resampled: dict[str, tuple[int, cst.Call]] = {}
        #: Name of the test rows -> name of all rows, from `train_test_split`.
        whole_of: dict[str, str] = {}
        #: Model -> name of the rows on which it was fitted last.
        fitted_on: dict[str, str] = {}
        for line in lines_of(context):
            yield from self._resampling(context, line, resampled)
            yield from self._scoring(context, line, whole_of, fitted_on)
            for call in line.calls:
                if called_name(call) == "fit_resample" and class_called_on(call, made) in RESAMPLERS:
                    resampled.update(dict.fromkeys(line.targets, (line.cell, call)))
            for target in line.targets:
                if not any(called_name(call) == "fit_resample" for call in line.calls):
                    resampled.pop(target, None)
                fitted_on.pop(target, None)
                whole_of.pop(target, None)
            _note_split(line, whole_of)
            _note_fit(line, fitted_on)
            note_made(line, made)

    def _resampling(
        self, context: Context, line: Line, resampled: dict[str, tuple[int, cst.Call]]
    ) -> Iterator[Finding]:
        for call in line.calls:
            if called_name(call) != "train_test_split":
                continue
            for cell, source in {resampled[name] for name in names_given(call) & resampled.keys()}:
                yield self.found(
                    cell,
                    context.span(cell, source),
                    message=f"rows are duplicated here before cell {line.cell} splits them: both sides get copies",
                    hint="split first, and resample the training rows only",
                )

    def _scoring(
        self, context: Context, line: Line, whole_of: dict[str, str], fitted_on: dict[str, str]
    ) -> Iterator[Finding]:
        for call in line.calls:
            if called_name(call) not in SCORING or not isinstance(call.func, cst.Attribute):
                continue
            model = call.func.value.value if isinstance(call.func.value, cst.Name) else ""
            rows = positional(call)[:1]
            name = rows[0].value if rows and isinstance(rows[0], cst.Name) else ""
            if name in whole_of and fitted_on.get(model) == whole_of[name]:
                yield self.found(
                    line.cell,
                    context.span(line.cell, call),
                    message=f"`{model}` was fitted on all of `{whole_of[name]}`, of which `{name}` is a part",
                    hint="fit on the training rows before scoring",
                )


def _note_split(line: Line, whole_of: dict[str, str]) -> None:
    """`a, b, c, d = train_test_split(X, y)`: the second target of each pair is a part of its argument."""
    if not isinstance(line.value, cst.Call) or called_name(line.value) != "train_test_split":
        return
    arguments = positional(line.value)
    if len(line.targets) != 2 * len(arguments):
        return
    for position, argument in enumerate(arguments):
        if isinstance(argument, cst.Name) and argument.value not in line.targets:
            whole_of[line.targets[2 * position + 1]] = argument.value


def _note_fit(line: Line, fitted_on: dict[str, str]) -> None:
    for call in line.calls:
        if called_name(call) not in ("fit", "fit_transform", "fit_predict") or not isinstance(call.func, cst.Attribute):
            continue
        rows = positional(call)[:1]
        is_plain = bool(rows) and isinstance(rows[0], cst.Name)
        receivers = [call.func.value.value] if isinstance(call.func.value, cst.Name) else list(line.targets[:1])
        for model in {*receivers, *(line.targets[:1] if line.value is call else ())}:
            if is_plain and isinstance(rows[0], cst.Name):
                fitted_on[model] = rows[0].value
            else:
                fitted_on.pop(model, None)
