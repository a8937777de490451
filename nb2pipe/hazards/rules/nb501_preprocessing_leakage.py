"""NB501: a transformer learns from rows that later test the model."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import (
    CROSS_VALIDATION,
    PREPROCESSORS,
    SELECTORS,
    Line,
    called_anywhere,
    called_name,
    class_called_on,
    learns,
    lines_of,
    names_given,
    names_in,
    note_made,
    positional,
)  # fmt: skip
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

_SCALE = "from sklearn.preprocessing import StandardScaler\nfrom sklearn.model_selection import train_test_split"


class PreprocessingLeakage(Rule):
    """A scaler, imputer, selector or the like is fitted on all rows, and the rows are split into train and test after.

    The test rows have had a part in what the model is given, so its score is better than it will be on new data. The
    worst case is choosing features by the target: pure noise can be made to score well.

    Split first, fit on the training rows only, or put the transformer into a `Pipeline`. nb2pipe does not repair
    this: it would change the numbers.

    See Yang et al., *Data Leakage in Notebooks*, ASE 2022.
    """

    code = RuleCode("NB501")
    name = "preprocessing-leakage"
    severity = Severity.WARNING
    VALID = (
        notebook(
            _SCALE,
            "X_train, X_test, y_train, y_test = train_test_split(X, y)",
            "scaler = StandardScaler().fit(X_train)\nA = scaler.transform(X_train)\nB = scaler.transform(X_test)",
        ),
        notebook(_SCALE, "scaler = StandardScaler()\nZ = scaler.fit_transform(X)", "print(Z.mean())"),
        notebook(
            "from sklearn.preprocessing import LabelEncoder",
            "y = LabelEncoder().fit_transform(labels)",
            "a, b, c, d = train_test_split(X, y)",
        ),
        notebook(
            "from sklearn.decomposition import PCA",
            "Z = PCA(2).fit_transform(X)\nplt.scatter(Z[:, 0], Z[:, 1])",
            "a, b, c, d = train_test_split(X, y)",
        ),
    )
    INVALID = (
        notebook(_SCALE, "X = StandardScaler().fit_transform(X)", "a, b, c, d = train_test_split(X, y)"),
        notebook(
            _SCALE,
            "scaler = StandardScaler()\nscaler.fit(X)\nXs = scaler.transform(X)",
            "a, b, c, d = train_test_split(Xs, y)",
        ),
        notebook(_SCALE, "df[cols] = StandardScaler().fit_transform(df[cols])", "train, test = train_test_split(df)"),
        notebook(
            "from sklearn.feature_selection import SelectKBest\nfrom sklearn.model_selection import cross_val_score",
            "best = SelectKBest(k=20).fit_transform(X, y)",
            "scores = cross_val_score(model, best, y)",
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each call that fits."""
        called = called_anywhere(context) if learns(context) else frozenset()
        if called.isdisjoint(PREPROCESSORS) or called.isdisjoint({"train_test_split", *CROSS_VALIDATION}):
            return
        made: dict[str, str] = {}
        #: Transformer -> the call that fitted it on names that were not split yet.
        fitted: dict[str, tuple[int, cst.Call, str]] = {}
        #: Variable -> the call whose learning is in it.
        tainted: dict[str, tuple[int, cst.Call, str]] = {}
        reported: set[cst.Call] = set()
        split: set[str] = set()
        for line in lines_of(context):
            for call in line.calls:
                name = called_name(call)
                if name == "train_test_split" or name in CROSS_VALIDATION:
                    for cell, fitting, kind in self._leaks(call, tainted, is_split=name == "train_test_split"):
                        if fitting not in reported:
                            reported.add(fitting)
                            yield self._leak(context, cell, fitting, kind, line.cell)
            source = _learning_of(line, made, fitted, tainted, split)
            note_made(line, made)
            is_split = "train_test_split" in line.called
            for target in line.targets:
                if is_split:
                    split.add(target)
                if source is not None and not is_split:
                    tainted[target] = source
                elif isinstance(line.node, cst.Assign) and isinstance(line.node.targets[0].target, cst.Name):
                    tainted.pop(target, None)

    def _leaks(
        self, call: cst.Call, tainted: dict[str, tuple[int, cst.Call, str]], *, is_split: bool
    ) -> Iterator[tuple[int, cst.Call, str]]:
        for name in sorted(names_given(call) & tainted.keys()):
            if is_split or tainted[name][2] in SELECTORS:
                yield tainted[name]

    def _leak(self, context: Context, cell: int, call: cst.Call, kind: str, later: int) -> Finding:
        return self.found(
            cell,
            context.span(cell, call),
            message=f"`{kind}` learns from all rows here; cell {later} then holds some of them back as a test",
            hint="split first and fit on the training rows, or put it into a `Pipeline`",
        )


def _learning_of(
    line: Line,
    made: dict[str, str],
    fitted: dict[str, tuple[int, cst.Call, str]],
    tainted: dict[str, tuple[int, cst.Call, str]],
    split: set[str],
) -> tuple[int, cst.Call, str] | None:
    """The call whose learning is in what the line binds."""
    for call in line.calls:
        if not isinstance(call.func, cst.Attribute):
            continue
        method, kind = called_name(call), class_called_on(call, made)
        data = positional(call)[:1]
        receiver = call.func.value.value if isinstance(call.func.value, cst.Name) else ""
        is_whole = bool(data) and not names_in(data[0]) & split and not _looks_split(data[0])
        if kind in PREPROCESSORS and method in ("fit", "fit_transform") and is_whole:
            fitted[receiver or (line.targets[0] if line.targets else "")] = (line.cell, call, kind)
            if method == "fit_transform":
                return line.cell, call, kind
        elif kind in PREPROCESSORS and method in ("fit", "fit_transform"):
            fitted.pop(receiver, None)
        elif method == "transform" and receiver in fitted:
            return fitted[receiver]
    if line.value is None:
        return None
    passed = _passed_on(line.value)
    return tainted.get(passed) if passed else None


def _passed_on(value: cst.BaseExpression) -> str:
    """The variable whose rows the value is made of: `X` in `pd.DataFrame(X, columns=c)` or `X[cols]`."""
    if isinstance(value, cst.Call) and called_name(value) in (
        "DataFrame",
        "concat",
        "hstack",
        "array",
        "asarray",
        "copy",
    ):
        inner = positional(value)
        if inner:
            return _passed_on(inner[0])
        return _passed_on(value.func.value) if isinstance(value.func, cst.Attribute) else ""
    if isinstance(value, cst.Subscript):
        return _passed_on(value.value)
    return value.value if isinstance(value, cst.Name) else ""


def _looks_split(node: cst.CSTNode) -> bool:
    return any("train" in name.lower() or name.lower().endswith("_tr") for name in names_in(node))
