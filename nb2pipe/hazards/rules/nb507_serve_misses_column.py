"""NB507: a serve step gives the model other columns than training did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import libcst as cst

from nb2pipe.hazards.context import Context, quoted
from nb2pipe.hazards.known_columns import Table
from nb2pipe.hazards.learning import SCORING, Line, lines_in, splits
from nb2pipe.hazards.model_calls import ModelCall, calls_in, model_calls
from nb2pipe.hazards.rows.models import text_of
from nb2pipe.hazards.rule import Rule, cell, notebook
from nb2pipe.hazards.unmade_columns import never_made
from nb2pipe.model.analysis import Role
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.model.notebook import StepKind
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.scopes import parameter_nodes
from nb2pipe.syntax.walk import walk


class ServeMissesColumn(Rule):
    """A model is asked to predict from other columns than those it was trained on, or in another order.

    Most models refuse such a table; some take it, and predict from the wrong columns. Nothing in the notebook shows
    it if the cell was last run with another list.

    Write the list of columns once, as a parameter or constant that training and serving both use.
    """

    code = RuleCode("NB507")
    name = "serve-misses-column"
    severity = Severity.WARNING
    VALID = (
        notebook(
            cell("df = pd.read_csv('a.csv')\ndf['c'] = df['b'] ** 2\ndf['a'] = df['a'].fillna(0)", "step:feature"),
            cell("model.fit(df[['a', 'c']], df['y'])", "step:train"),
            cell("new = pd.read_csv('n.csv')\nnew['c'] = new['b'] ** 2\nmodel.predict(new[['a', 'c']])", "step:serve"),
        ),
        notebook(
            "df = load()\nfeatures = ['a', 'b', 'c']",
            cell("model.fit(df[features], df['y'])", "step:train"),
            cell(
                "def predict(rows):\n    rows = pd.DataFrame(rows)\n    rows['c'] = 1\n"
                "    return model.predict(rows[features])\ndef again(frame):\n    return model.predict(frame)",
                "step:serve",
            ),
        ),
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
            cell("df = pd.read_csv('a.csv')\ndf['c'] = df['b'] ** 2", "step:feature"),
            cell("model.fit(df[['a', 'c']], df['y'])", "step:train"),
            cell("new = pd.read_csv('new.csv')\nprint(model.predict(new[['a', 'c']]))", "step:serve"),
        ),
        notebook(
            "df = load()",
            cell("model.fit(df[['a', 'b']], df['y'])", "step:train"),
            cell("class Api:\n    def ask(self, rows):\n        return self.model.predict(rows[['a']])", "step:serve"),
        ),
        notebook(
            "df = load()\nfeatures = ['a', 'b', 'c']",
            cell("model.fit(df[features], df['y'])", "step:train"),
            cell("def predict(rows):\n    return model.predict(pd.DataFrame(rows)[['a', 'b']])", "step:serve"),
        ),
        notebook(
            "df = load()\nnew = load()",
            cell("model.fit(df[['a', 'b']].values, df['y'])\njoblib.dump(model, 'm.joblib')", "step:train"),
            cell("m = joblib.load('m.joblib')\nm.predict(new[['b', 'a']].values)", "step:serve"),
        ),
        notebook(
            "df = load()\nnew = load()",
            cell("X = df[['a', 'b']]\nmodel.fit(X, df['y'])", "step:train"),
            cell("p = model.predict(new[['a']])", "step:serve"),
        ),
        notebook("df = load()\nnew = load()\nmodel.fit(df[['a', 'b']], df['y'])", "print(model.predict(new[['a']]))"),
        notebook(
            "df = load()",
            cell("clf = Ridge().fit(df[['a', 'b']], df['y'])", "step:train"),
            cell("row = pd.DataFrame({'a': [1], 'c': [2]})\nprint(clf.predict(row))", "step:serve"),
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each prediction."""
        if not splits(context) or not any(_is_serve(context, facts.index) for facts in context.code):
            return
        fitted = _Fitted()
        calls, columns = model_calls(context)
        yield from self._follow(context, calls, fitted)
        inside = columns.inside()
        for index, function in _serving_functions(context):
            own = frozenset(param.name.value for param in parameter_nodes(function.params))
            for name in own:
                inside.note_unknown(name)
            yield from self._follow(context, calls_in(_lines_of(context, index, function), inside), fitted, own)

    def _follow(
        self, context: Context, calls: Iterable[ModelCall], fitted: _Fitted, own: frozenset[str] = frozenset()
    ) -> Iterator[Finding]:
        """Findings in calls; `own` are the parameters of their function."""
        for each in calls:
            call, index = each.call, each.line.cell
            fitted.follow(each.line, call, each.given)
            func = call.func
            if not isinstance(func, cst.Attribute) or called_name(call) not in SCORING or each.given is None:
                continue
            if _is_serve(context, index):
                message = _difference(text_of(func.value), fitted.table(func.value, own), each.given)
                hint = "write the list of columns once, for training and serving"
                if not message and (unmade := never_made(context, each)):
                    message = f"{quoted(unmade)} {'is' if len(unmade) == 1 else 'are'} made for the training alone"
                    hint = "make it of the new rows as well, by one function that training and serving call"
                if message:
                    yield self.found(index, context.span(index, call), message=message, hint=hint)


def _lines_of(context: Context, index: int, function: cst.FunctionDef) -> tuple[Line, ...]:
    tree = context.tree(index)
    return tree.recall(("lines of a function", function), lambda: tuple(lines_in(function.body, index)))


_ASKS = re.compile(rf"\.({'|'.join(sorted(SCORING))})\(")


def _serving_functions(context: Context) -> Iterator[tuple[int, cst.FunctionDef]]:
    """The functions, and methods of classes, that serve cells define, where these ask a model."""
    for facts in context.code:
        asks = _ASKS.search(context.source(facts.index).cell.source) is not None
        for statement in facts.statements if asks and _is_serve(context, facts.index) else ():
            if isinstance(statement.node, cst.FunctionDef):
                yield facts.index, statement.node
            elif isinstance(statement.node, cst.ClassDef):
                methods = (each for each in statement.node.body.body if isinstance(each, cst.FunctionDef))
                yield from ((facts.index, method) for method in methods)


def _difference(model: str, trained: Table | None, given: Table) -> str:
    """How what a model is given differs from what it was trained on; empty where it does not, or is not known."""
    if trained is None or trained.only is None or given.only is None:
        return ""
    less, more = sorted(trained.only - given.only), sorted(given.only - trained.only)
    if less and more:
        return f"`{model}` is asked to predict without {quoted(less)} and with {quoted(more)}; it was trained otherwise"
    if less:
        return f"`{model}` is asked to predict without {quoted(less)}, with which it was trained"
    if more:
        return f"`{model}` is asked to predict with {quoted(more)}, without which it was trained"
    if trained.order and given.order and trained.order != given.order:
        return f"`{model}` is given its columns in another order than in training"
    return ""


class _Fitted:
    """Which columns each model was fitted on last, and each file's."""

    def __init__(self) -> None:
        self._models: dict[str, Table] = {}
        self._files: dict[str, Table] = {}
        #: What anything was fitted on, each once.
        self._all: list[Table | None] = []

    def table(self, model: cst.BaseExpression, own: frozenset[str]) -> Table | None:
        """What a model was trained on; one that a function or an object is given, is the only one that there is."""
        if isinstance(model, cst.Name) and model.value not in own:
            return self._models.get(model.value)
        is_given = isinstance(model, (cst.Name, cst.Attribute))
        return self._all[0] if is_given and len(self._all) == 1 else None

    def follow(self, line: Line, call: cst.Call, given: Table | None) -> None:
        """A call that fits, saves or loads."""
        name, path = called_name(call), _path_in(call)
        if name == "fit":
            models = {_receiver(call), *(line.targets if line.value is call else ())}
            self._note(models, given)
            if given not in self._all:
                self._all.append(given)
        elif name == "dump" and path and call.args and isinstance(call.args[0].value, cst.Name):
            self._files.pop(path, None)
            if (saved := self._models.get(call.args[0].value.value)) is not None:
                self._files[path] = saved
        elif name == "load" and line.value is call:
            self._note(set(line.targets), self._files.get(path))

    def _note(self, models: set[str], table: Table | None) -> None:
        for model in models - {""}:
            self._models.pop(model, None)
            if table is not None:
                self._models[model] = table


def _path_in(call: cst.Call) -> str:
    """The file in `joblib.load("model.joblib")` and `pickle.load(open("model.pkl", "rb"))`."""
    texts = (node.evaluated_value for arg in call.args for node in walk(arg) if isinstance(node, cst.SimpleString))
    return next((text for text in texts if isinstance(text, str)), "")


def _receiver(call: cst.Call) -> str:
    owner = call.func.value if isinstance(call.func, cst.Attribute) else None
    return owner.value if isinstance(owner, cst.Name) else ""


def _is_serve(context: Context, index: int) -> bool:
    """Whether a cell serves; of a notebook without steps any cell may."""
    if not context.has_steps:
        return context.cells[index].role is not Role.SKIP
    return context.cells[index].step == StepKind.SERVE
