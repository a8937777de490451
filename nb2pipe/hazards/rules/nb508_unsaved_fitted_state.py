"""NB508: a model is saved, but not the transformer that prepares its data."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import Line, called_name, learns, lines_of, names_in, positional
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

_FITTED = "scaler = StandardScaler()\nXs = scaler.fit_transform(X)\nmodel = Ridge().fit(Xs, y)"


class UnsavedFittedState(Rule):
    """A model is saved with `joblib.dump` or `pickle.dump`, and the transformer that made its training data is not.

    Who loads the model has to prepare new data, and can only fit another transformer, which has learned other means,
    categories or components.

    Put both into one `Pipeline` and save that, or save the transformer too.
    """

    code = RuleCode("NB508")
    name = "unsaved-fitted-state"
    severity = Severity.WARNING
    VALID = (
        notebook(_FITTED, "joblib.dump(model, 'model.pkl')\njoblib.dump(scaler, 'scaler.pkl')"),
        notebook(_FITTED, "joblib.dump({'model': model, 'scaler': scaler}, 'all.pkl')"),
        notebook("model = make_pipeline(StandardScaler(), Ridge()).fit(X, y)", "joblib.dump(model, 'model.pkl')"),
        notebook("model = Ridge().fit(X, y)", "joblib.dump(model, 'model.pkl')"),
        notebook(_FITTED, "both = make_pipeline(scaler, model)", "joblib.dump(both, 'a.pkl')\npickle.dump(model, f)"),
    )
    INVALID = (
        notebook(_FITTED, "joblib.dump(model, 'model.pkl')"),
        notebook(
            "vectorizer = TfidfVectorizer().fit(texts)\nA = vectorizer.transform(texts)",
            "clf = MultinomialNB()\nclf.fit(A, y)",
            "with open('clf.pkl', 'wb') as file:\n    pickle.dump(clf, file)",
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each model that is saved alone."""
        if not learns(context) or not any(".dump" in context.source(f.index).cell.source for f in context.code):
            return
        state = _Preparation()
        saved: list[tuple[Line, cst.Call]] = []
        for line in lines_of(context):
            saved += [(line, call) for call in line.calls if _is_dump(call)]
            state.follow(line)
        names = {name for _, call in saved for name in state.parts(names_in(positional(call)[0]))}
        for line, call in saved:
            value = positional(call)[0]
            model = value.value if isinstance(value, cst.Name) else ""
            missing = sorted(state.prepared_by(model) - names)
            if missing:
                yield self.found(
                    line.cell,
                    context.span(line.cell, call),
                    message=f"`{model}` is saved here, but not `{missing[0]}`, which prepares its data",
                    hint="save both as one `Pipeline`, or save the transformer too",
                )


class _Preparation:
    """Which transformers had a part in the data that a model was fitted on."""

    def __init__(self) -> None:
        #: Data -> transformers that it went through.
        self._through: dict[str, frozenset[str]] = {}
        #: Model -> transformers of the data that it was fitted on.
        self._models: dict[str, frozenset[str]] = {}
        #: Variable -> variables that it was made from, such as the steps of a pipeline.
        self._made_from: dict[str, frozenset[str]] = {}

    def follow(self, line: Line) -> None:
        """Take in what a line does."""
        through: set[str] = set()
        for call in line.calls:
            receiver = call.func.value if isinstance(call.func, cst.Attribute) else None
            data = {name for value in positional(call)[:1] for name in names_in(value)}
            before = frozenset().union(*(self._through.get(name, frozenset()) for name in data))
            if called_name(call) in ("transform", "fit_transform") and isinstance(receiver, cst.Name):
                through |= {receiver.value, *before}
            elif called_name(call) == "fit":
                models = {receiver.value} if isinstance(receiver, cst.Name) else set()
                for model in models | (set(line.targets) if line.value is call else set()):
                    self._models[model] = before
        if line.value is not None:
            passed = frozenset().union(*(self._through.get(name, frozenset()) for name in names_in(line.value)))
            for target in line.targets:
                self._through[target] = passed | through
                self._made_from[target] = frozenset(names_in(line.value))

    def prepared_by(self, model: str) -> frozenset[str]:
        """The transformers that new data for a model must go through."""
        return self._models.get(model, frozenset()) - {model}

    def parts(self, names: set[str]) -> set[str]:
        """The variables, and those that they were made from."""
        return names.union(*(self._made_from.get(name, frozenset()) for name in names))


def _is_dump(call: cst.Call) -> bool:
    return (
        called_name(call) == "dump"
        and isinstance(call.func, cst.Attribute)
        and isinstance(call.func.value, cst.Name)
        and call.func.value.value in ("joblib", "pickle", "cloudpickle", "dill")
        and bool(positional(call))
    )
