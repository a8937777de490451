"""NB002: code is too deep or too long to be followed."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode

_MANY = "\n".join([f"def f{n}(x):\n    return f{n - 1}(x) + f{n - 1}(x) + f{n - 1}(x)" for n in range(1, 11)]).replace(
    "f0(x)", "len(x)"
)

_CALLED_BACK = "\n".join([f"def f{n}(x):\n    return simulate(x).sum()" for n in range(1, 6)])
_NAMES = """def name_of(model):
    name = model.__class__.__name__
    if name == "Pipeline":
        name = " + ".join([name_of(step[1]) for step in model.steps])
    return name"""
_MODELS = """models = [(make_pipeline(Scaler(), Svc(C=i)), {"a": [1]}) for i in (1, 2)]
models += [(make_pipeline(Scaler(), Svc()), {"b": [1]}), (make_pipeline(Svc()), {})]
names = [name_of(model) for model, _ in models]"""


class TooComplex(Rule):
    """Code is nested so deeply, or calls itself so often, that it cannot be followed to its end.

    What it does to names and values is not fully known, so nothing certain can be said about what depends on it.

    Break it into smaller statements and functions.
    """

    code = RuleCode("NB002")
    name = "too-complex"
    severity = Severity.WARNING
    VALID = (
        notebook("x = ((1 + 1) + 1)"),
        notebook("def f(n):\n    return f(n - 1) if n else 0", "f(3)"),
        notebook(
            "from elsewhere import simulate",
            _CALLED_BACK,
            cell("sums = [simulate([f1, f2, f3, f4, f5], n) for n in range(3)]", "step:data"),
        ),
        notebook(
            "from sklearn.pipeline import make_pipeline\nfrom sklearn.svm import SVC as Svc\n"
            "from sklearn.preprocessing import StandardScaler as Scaler",
            _NAMES,
            cell(_MODELS, "step:train"),
        ),
    )
    INVALID = (notebook(_MANY, cell("f10([1])", "step:data")),)

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each cell: an error in one that is converted, a warning in others."""
        seen: set[int] = set()
        for facts, effect in context.effects(EffectKind.TOO_COMPLEX):
            if facts.index in seen:
                continue
            seen.add(facts.index)
            is_error = context.is_converted(facts.index)
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message="this code is too deep or too long to be followed",
                hint="break it into smaller statements",
                severity=Severity.ERROR if is_error else None,
                blocks=is_error,
            )
