"""NB508: a model is saved, but not the transformer that prepares its data."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import learns
from nb2pipe.hazards.rows.lineage import evidence_of
from nb2pipe.hazards.rows.models import unsaved_parts
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
        notebook(
            "encoder = OneHotEncoder().fit(df[['city']])",
            "model = LGBMClassifier().fit(encoder.transform(df[['city']]), df['y'])",
            "model.booster_.save_model('model.txt')",
        ),
        notebook(
            "vec = TfidfVectorizer()\nclf = MultinomialNB()\nclf.fit(vec.fit_transform(texts), y)",
            "joblib.dump(clf, 'a.pkl')",
        ),
        notebook(
            "scaler = MinMaxScaler()\nX = scaler.fit_transform(X)\nmodel = XGBClassifier().fit(X, y)",
            "model.save_model('model.json')",
        ),
        notebook(_FITTED, "joblib.dump(model, 'model.pkl')"),
        notebook(
            "vectorizer = TfidfVectorizer().fit(texts)\nA = vectorizer.transform(texts)",
            "clf = MultinomialNB()\nclf.fit(A, y)",
            "with open('clf.pkl', 'wb') as file:\n    pickle.dump(clf, file)",
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each model that is saved alone."""
        if not learns(context) or not any(_saves(context.source(f.index).cell.source) for f in context.code):
            return
        savings = evidence_of(context).savings.values()
        saved = [model for saving in savings for model in saving.models]
        for saving in savings:
            for model in saving.models:
                missing = unsaved_parts(saved, model)
                if missing:
                    part = missing[0].name or next(iter(sorted(missing[0].kinds)), "the transformer")
                    yield self.found(
                        saving.cell,
                        context.span(saving.cell, saving.call),
                        message=f"`{model.name or 'a model'}` is saved here, but not `{part}`, which prepares its data",
                        hint="save both as one `Pipeline`, or save the transformer too",
                    )


def _saves(source: str) -> bool:
    return any(call in source for call in (".dump", ".save", ".log_model"))
