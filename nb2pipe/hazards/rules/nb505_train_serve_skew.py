"""NB505: a serve step prepares its data in another way than training did."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.formulas import Formula, formulas_in
from nb2pipe.hazards.learning import (
    PREPROCESSORS,
    Line,
    class_called_on,
    lines_in,
    lines_of,
    note_made,
    positional,
    splits,
)
from nb2pipe.hazards.rows.lineage import evidence_of
from nb2pipe.hazards.rows.models import text_of
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.model.analysis import CellFacts, Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode, VarName
from nb2pipe.model.notebook import StepKind
from nb2pipe.syntax.chains import called_name

#: What gives categories their codes or columns by those that it has seen.
_ENCODERS = {
    "LabelEncoder",
    "OrdinalEncoder",
    "OneHotEncoder",
    "LabelBinarizer",
    "MultiLabelBinarizer",
    "DictVectorizer",
}
_ALIGNING = re.compile(r"\.(?:reindex|align)\(|CategoricalDtype|set_categories|columns\.difference|columns *=")


class TrainServeSkew(Rule):
    """A serve step fits a transformer again, or computes a feature for itself that training computes too.

    A scaler that is fitted on what is served scales with other means than those the model was trained with; so does
    a formula with a mean in it, and `get_dummies` makes a column for each category that happens to be there. Two
    copies of a feature's formula are the same only until one of them is changed.

    Rows that a model is given as they are, though it was trained on what a transformer gives, are no less skewed: test
    rows that nobody has transformed are found without a serve step, and so are new rows for which one was fitted again.

    Pass the fitted transformer from training to serving, best as part of a `Pipeline`; write the features as one
    function that both call.
    """

    code = RuleCode("NB505")
    name = "train-serve-skew"
    severity = Severity.WARNING
    VALID = (
        notebook(
            cell("df['city'] = codes.fit_transform(df['city'])", "step:feature"),
            cell("new['city'] = codes.transform(new['city'])", "step:serve"),
        ),
        notebook(
            cell("scaler = StandardScaler().fit(X_train)", "step:feature"),
            cell("served = scaler.transform(new)", "step:serve"),
        ),
        notebook(
            "def add(df):\n    df['r'] = df['a'] / df['b']\n    return df",
            cell("train = add(train)", "step:feature"),
            cell("new = add(new)", "step:serve"),
        ),
        notebook(
            cell("df['late'] = df['delay'] > 15", "step:feature"),
            cell("new['late'] = new['p'] > 0.5", "step:serve"),
        ),
        notebook(
            cell("df['a'] = df['b'] * 2", "step:feature"),
            cell("new['p'] = model.predict(new)\nnew['a'] = 1", "step:serve"),
        ),
        notebook(
            cell("X = pd.get_dummies(df)", "step:feature"),
            cell("new = pd.get_dummies(new).reindex(columns=X.columns, fill_value=0)", "step:serve"),
        ),
    )
    INVALID = (
        notebook(
            "train, test, a, b = train_test_split(X, y)\nscaler = StandardScaler()",
            "model = SVC().fit(scaler.fit_transform(train), a)\nprint(model.score(test, b))",
        ),
        notebook(
            "df, new = pd.read_csv('a.csv'), pd.read_csv('new.csv')\nscaler = StandardScaler()",
            "model = SVC().fit(scaler.fit_transform(df[['a']]), df['y'])",
            "print(model.predict(scaler.fit_transform(new[['a']])))",
        ),
        notebook(cell("df = df.fillna(-1)", "step:feature"), cell("new = new.fillna(0)", "step:serve")),
        notebook(
            cell("scaler = StandardScaler()\nX = scaler.fit_transform(X_train)", "step:feature"),
            cell(
                "def serve(rows):\n    own = PCA()\n    return model.predict(own.fit_transform(rows))\nserve(new)",
                "step:serve",
            ),
        ),
        notebook(
            cell("X = pd.get_dummies(df)", "step:feature"),
            cell("print(model.predict(pd.get_dummies(new)))", "step:serve"),
        ),
        notebook(
            cell("df['r'] = df['a'] / df['b']", "step:feature"),
            cell("new = new.assign(r=lambda d: d.a.div(d.b))", "step:serve"),
        ),
        notebook(
            "def prepared(df):\n    df['r'] = np.log1p(df['a'])\n    return df",
            cell("df = prepared(df)", "step:feature"),
            cell(
                "def serve(row):\n    row['r'] = row['a'].apply(np.log1p)\n    return model.predict(row)", "step:serve"
            ),
        ),
        notebook(
            cell("df['z'] = df['a'] - df['a'].mean()", "step:feature"),
            cell("new['z'] = new['a'] - new['a'].mean()", "step:serve"),
        ),
        notebook(
            cell("scaler = StandardScaler()\nX = scaler.fit_transform(X_train)", "step:feature"),
            cell("served = scaler.fit_transform(new)", "step:serve"),
        ),
        notebook(
            cell("df['r'] = df['a'] / df['b']", "step:feature"),
            cell("new['r'] = new['a'] / new['b']", "step:serve"),
        ),
        notebook(
            cell("df['r'] = df['a'].fillna(3)", "step:feature"),
            cell("new['r'] = new['a'].fillna(4)", "step:serve"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each call or formula in a serve step."""
        if splits(context):
            yield from self._by_rows(context)
        if not any(_is_serve(context, facts.index) for facts in context.code):
            return
        made: dict[str, str] = {}
        for line in lines_of(context):
            if _is_serve(context, line.cell):
                yield from self._refits(context, line, made)
            note_made(line, made)
        for index, function in _served_functions(context):
            inside = dict(made)
            for line in lines_in(function.body, index):
                yield from self._refits(context, line, inside)
                note_made(line, inside)
        yield from self._fills(context)
        yield from self._repeated(context)

    def _by_rows(self, context: Context) -> Iterator[Finding]:
        """Rows that a model is asked about, and that were not prepared by what its training has learned."""
        evidence = evidence_of(context)
        for learned in evidence.served_refits:
            if not _is_serve(context, learned.cell):
                yield self._refitted(context, learned.cell, learned.call, learned.what)
        for each in evidence.unprepared.values():
            if not each.transformer.is_applied and (each.is_of_the_same or _is_serve(context, each.cell)):
                gives = f"`{each.transformer.name or min(each.transformer.kinds, default='a transformer')}`"
                yield self.found(
                    each.cell,
                    context.span(each.cell, each.call),
                    message=f"`{each.model}` was trained on what {gives} gives, and is asked about rows as they are",
                    hint="call `transform` of the fitted transformer first, or put both into a `Pipeline`",
                )

    def _refitted(self, context: Context, cell: int, call: cst.CSTNode, kind: str) -> Finding:
        return self.found(
            cell,
            context.span(cell, call),
            message=f"`{kind}` is fitted again on what is served, not with what training has learned",
            hint="pass the fitted object from training, and call `transform`",
        )

    def _fills(self, context: Context) -> Iterator[Finding]:
        """`new.fillna(0)` where training has `df.fillna(-1)`."""
        trained: dict[str, int] = {}
        for line in lines_of(context):
            for call in line.calls if "fillna" in line.called else ():
                filled = _fill_of_table(call)
                if not filled or not _is_step(context, line.cell):
                    continue
                if not _is_serve(context, line.cell):
                    trained.setdefault(filled, line.cell)
                elif len(trained) == 1 and filled not in trained:
                    ((value, cell_),) = trained.items()
                    yield self.found(
                        line.cell,
                        context.span(line.cell, call),
                        message=f"missing values are filled with `{filled}` here, and with `{value}` in cell {cell_}",
                        hint="write it as one function that both steps call",
                    )

    def _refits(self, context: Context, line: Line, made: dict[str, str]) -> Iterator[Finding]:
        for call in line.calls:
            kind, name = class_called_on(call, made), called_name(call)
            if kind in PREPROCESSORS | _ENCODERS and name in ("fit", "fit_transform"):
                yield self._refitted(context, line.cell, call, kind)
            elif name == "get_dummies" and not _ALIGNING.search(context.source(line.cell).cell.source):
                yield self.found(
                    line.cell,
                    context.span(line.cell, call),
                    message="`get_dummies` makes a column for each category that is served, not for those of training",
                    hint="use a fitted `OneHotEncoder`, or `.reindex(columns=…, fill_value=0)` with training's columns",
                )

    def _repeated(self, context: Context) -> Iterator[Finding]:
        """Formulas of a serve step for columns that training computes from the same ones."""
        known: dict[str, tuple[int, Formula]] = {}
        for cell_, is_serve, formula in _formulas(context):
            if not is_serve:
                known[formula.column] = (cell_, formula)
            elif formula.column in known and known[formula.column][1].sources == formula.sources:
                trained_in, trained = known[formula.column]
                is_same = trained.text == formula.text
                where = f"here and in cell {trained_in}" + ("" if is_same else ", in another way")
                if formula.looks_around:
                    where = (
                        f"from statistics of what is served; training took those of its own rows in cell {trained_in}"
                    )
                yield self.found(
                    cell_,
                    context.span(cell_, formula.node),
                    message=f"the feature `{formula.column}` is computed {where}",
                    hint="write it as one function that both steps call",
                    severity=Severity.INFO if is_same and not formula.looks_around else None,
                )


def _fill_of_table(call: cst.Call) -> str:
    """What `df.fillna(0)` fills all columns with; empty for a single column."""
    func, given = call.func, positional(call)
    is_table = isinstance(func, cst.Attribute) and isinstance(func.value, cst.Name)
    is_plain = len(given) == 1 and isinstance(given[0], (cst.Integer, cst.Float, cst.SimpleString, cst.UnaryOperation))
    return text_of(given[0]) if called_name(call) == "fillna" and is_table and is_plain else ""


def _served_functions(context: Context) -> Iterator[tuple[int, cst.FunctionDef]]:
    """Functions that only serve steps call or define."""
    for facts in context.code:
        for statement in facts.statements:
            if isinstance(statement.node, cst.FunctionDef) and _sides(context, facts, statement.node) == {True}:
                yield facts.index, statement.node


def _sides(context: Context, facts: CellFacts, node: cst.FunctionDef) -> set[bool]:
    """Whether it is serving that calls or defines a function, and whether it is other steps."""
    users = {*context.readers.get((facts.index, VarName(node.name.value)), ()), facts.index}
    return {_is_serve(context, user) for user in users if _is_step(context, user)}


def _formulas(context: Context) -> Iterator[tuple[int, bool, Formula]]:
    """Formulas of steps and of functions, each with its cell and whether only serving uses it."""
    for facts in context.code:
        for statement in facts.statements:
            node = statement.node
            if isinstance(node, cst.FunctionDef):
                sides = _sides(context, facts, node)
                # A function that both sides call is what there should be.
                found = formulas_in(node.body) if len(sides) == 1 else ()
                yield from ((facts.index, sides == {True}, formula) for formula in found)
            elif _is_step(context, facts.index):
                is_serve = _is_serve(context, facts.index)
                yield from ((facts.index, is_serve, formula) for formula in formulas_in(node))


def _is_step(context: Context, cell_: int) -> bool:
    return context.cells[cell_].role is Role.STEP


def _is_serve(context: Context, cell_: int) -> bool:
    return _is_step(context, cell_) and context.cells[cell_].step == StepKind.SERVE
