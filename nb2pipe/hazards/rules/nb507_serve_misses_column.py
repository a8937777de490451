"""NB507: a serve step gives the model other columns than training did."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.columns import Columns, Table
from nb2pipe.hazards.context import Context, quoted
from nb2pipe.hazards.learning import SCORING, Line, called_name, learns, lines_of, positional
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.model.notebook import StepKind


class ServeMissesColumn(Rule):
    """A serve step asks a model to predict from other columns than those it was trained on.

    Most models refuse such a table; some take it, and predict from the wrong columns. Nothing in the notebook shows
    it if the cell was last run with another list.

    Write the list of columns once, as a parameter or constant that training and serving both use.
    """

    code = RuleCode("NB507")
    name = "serve-misses-column"
    severity = Severity.WARNING
    VALID = (
        notebook(
            "cols = ['a', 'b']\ndf = load()\nnew = load()",
            cell("model.fit(df[cols], df['y'])", "step:train"),
            cell("model.predict(new[cols])", "step:serve"),
        ),
        notebook(
            "df = load()\nnew = load()",
            cell("model.fit(df[['a', 'b']], df['y'])", "step:train"),
            cell("row = pd.DataFrame([{'a': 1}])\nrow['b'] = 2\nmodel.predict(row)", "step:serve"),
        ),
    )
    INVALID = (
        notebook(
            "df = load()\nnew = load()",
            cell("X = df[['a', 'b']]\nmodel.fit(X, df['y'])", "step:train"),
            cell("p = model.predict(new[['a']])", "step:serve"),
        ),
        notebook(
            "df = load()",
            cell("clf = Ridge().fit(df[['a', 'b']], df['y'])", "step:train"),
            cell("row = pd.DataFrame({'a': [1], 'c': [2]})\nprint(clf.predict(row))", "step:serve"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each prediction."""
        if not learns(context) or not any(_is_serve(context, facts.index) for facts in context.code):
            return
        columns = Columns()
        #: Model -> the columns it was fitted on last.
        fitted: dict[str, frozenset[str]] = {}
        for line in lines_of(context):
            for call in line.calls:
                given = columns.table(positional(call)[0]) if positional(call) else None
                if called_name(call) == "fit":
                    _note_fit(line, call, given, fitted)
                elif called_name(call) in SCORING and _is_serve(context, line.cell) and given is not None:
                    trained = fitted.get(_receiver(call))
                    if trained is not None and given.only is not None and trained != given.only:
                        yield self._differs(context, line, call, trained, given.only)
            columns.follow(line)

    def _differs(
        self, context: Context, line: Line, call: cst.Call, trained: frozenset[str], given: frozenset[str]
    ) -> Finding:
        parts = [("without", sorted(trained - given)), ("with", sorted(given - trained))]
        what = " and ".join(f"{word} {quoted(names)}" for word, names in parts if names)
        return self.found(
            line.cell,
            context.span(line.cell, call),
            message=f"`{_receiver(call)}` is asked to predict from a table {what}; it was trained otherwise",
            hint="write the list of columns once, for training and serving",
        )


def _note_fit(line: Line, call: cst.Call, given: Table | None, fitted: dict[str, frozenset[str]]) -> None:
    models = {_receiver(call), *(line.targets if line.value is call else ())}
    for model in models - {""}:
        fitted.pop(model, None)
        if given is not None and given.only is not None:
            fitted[model] = given.only


def _receiver(call: cst.Call) -> str:
    owner = call.func.value if isinstance(call.func, cst.Attribute) else None
    return owner.value if isinstance(owner, cst.Name) else ""


def _is_serve(context: Context, index: int) -> bool:
    tag = context.cells[index].tag
    return tag is not None and tag.kind is StepKind.SERVE
