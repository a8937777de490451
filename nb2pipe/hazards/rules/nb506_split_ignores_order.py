"""NB506: rows are split at random although their features look at rows before them, or a group must stay together."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import (
    CROSS_VALIDATION,
    Line,
    called_anywhere,
    called_name,
    learns,
    lines_of,
    names_given,
    names_in,
)
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.arguments import says
from nb2pipe.syntax.walk import walk

#: Methods of a series that make a row from those before it.
_LOOKING_BACK = {"shift", "rolling", "ewm", "expanding", "diff", "pct_change"}
#: Columns that say to whom a row belongs; several rows of one person are alike.
_GROUP = re.compile(
    r"(?:patient|subject|user|customer|client|household|speaker|participant|person|visitor)_?(?:id|no|nr|number|key)\Z",
    re.IGNORECASE,
)
_KEEPING_TOGETHER = {
    "GroupKFold", "GroupShuffleSplit", "StratifiedGroupKFold", "LeaveOneGroupOut", "TimeSeriesSplit",
}  # fmt: skip
_SHUFFLING = {"ShuffleSplit", "StratifiedShuffleSplit", "RepeatedKFold", "RepeatedStratifiedKFold"}
_SPLITTING = {"train_test_split", "KFold", "StratifiedKFold"} | _SHUFFLING
_HISTORY = "df['lag'] = df['sales'].shift(1)\ndf['mean'] = df['sales'].rolling(7).mean()"
_SPLIT = "from sklearn.model_selection import train_test_split"


class SplitIgnoresOrder(Rule):
    """Rows are split at random though they belong together: in time, or as rows of one person.

    A feature made with `shift`, `rolling` or `diff` holds the values of the rows before. If these rows are shuffled
    into train and test, the model is trained on values that it is then tested for. In the same way a patient who has
    rows on both sides is recognised rather than predicted. The score will not be reached on new data.

    Split by time (`train_test_split(…, shuffle=False)`, `TimeSeriesSplit`, a date), or by group (`GroupKFold`,
    `GroupShuffleSplit`).
    """

    code = RuleCode("NB506")
    name = "split-ignores-order"
    severity = Severity.WARNING
    VALID = (
        notebook(_HISTORY, _SPLIT, "a, b = train_test_split(df, shuffle=False)", "model.fit(a, y)"),
        notebook(
            _HISTORY,
            "folds = KFold(5)",
            "model = Ridge()\ncross_val_score(model, df[['lag']], df['sales'], cv=folds)",
        ),
        notebook("x['d'] = x['a'].diff()", _SPLIT, "a, b = train_test_split(df)", "model.fit(a, y)"),
        notebook(_SPLIT, "n = df['user_id'].nunique()", "a, b = train_test_split(df)", "model.fit(a, y)"),
        notebook("m = df.groupby('patient_id')", "s = GroupKFold(5)", "a, b = train_test_split(df)", "model.fit(a, y)"),
    )
    INVALID = (
        notebook(
            _HISTORY,
            "folds = KFold(5, shuffle=True)",
            "model = Ridge()\ncross_val_score(model, df[['lag', 'mean']], df['sales'], cv=folds)",
        ),
        notebook(_HISTORY, _SPLIT, "X = df[['lag', 'mean']]\na, b, c, d = train_test_split(X, y)", "model.fit(a, c)"),
        notebook(
            "df['mean'] = df.groupby('patient_id')['dose'].transform('mean')",
            _SPLIT,
            "train, test = train_test_split(df, test_size=0.2)",
            "model.fit(train, y)",
        ),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each random split."""
        if not learns(context) or called_anywhere(context).isdisjoint(_SPLITTING):
            return
        #: Table -> why its rows belong together.
        bound: dict[str, str] = {}
        #: Variables that hold splitters which shuffle.
        shuffling: set[str] = set()
        is_grouped = any(line.names & _KEEPING_TOGETHER for line in lines_of(context))
        for line in () if is_grouped else lines_of(context):
            for call in line.calls:
                if _splits_at_random(call, shuffling):
                    tables = sorted(names_given(call) & bound.keys())
                    if tables:
                        yield self.found(
                            line.cell,
                            context.span(line.cell, call),
                            message=f"rows of `{tables[0]}` are split at random, but {bound[tables[0]]}",
                            hint="split by time (`shuffle=False`, `TimeSeriesSplit`) or by group (`GroupKFold`)",
                        )
            _note(line, bound)
            _note_splitter(line, shuffling)


def _splits_at_random(call: cst.Call, shuffling: set[str]) -> bool:
    name = called_name(call)
    if name == "train_test_split":
        return not says(call, "shuffle", "False")
    if name == "split" and isinstance(call.func, cst.Attribute):
        return _shuffles(call.func.value, shuffling)
    given = [arg.value for arg in call.args if arg.keyword is not None and arg.keyword.value == "cv"]
    return name in CROSS_VALIDATION and any(_shuffles(value, shuffling) for value in given)


def _shuffles(node: cst.BaseExpression, shuffling: set[str]) -> bool:
    """Whether an expression gives a splitter that shuffles: `KFold(5, shuffle=True)`."""
    if isinstance(node, cst.Name):
        return node.value in shuffling
    if not isinstance(node, cst.Call):
        return False
    name = called_name(node)
    return name in _SHUFFLING or (name in ("KFold", "StratifiedKFold") and says(node, "shuffle", "True"))


def _note_splitter(line: Line, shuffling: set[str]) -> None:
    if line.value is not None and isinstance(line.node, cst.Assign):
        change = shuffling.update if _shuffles(line.value, shuffling) else shuffling.difference_update
        change(line.targets)


def _note(line: Line, bound: dict[str, str]) -> None:
    """A table that gets such a column, and tables made from it."""
    if not isinstance(line.node, cst.Assign):
        return
    target = line.node.targets[0].target
    if isinstance(target, cst.Subscript):
        reason = _reason(line)
        for table in line.targets if reason else ():
            if table in names_in(line.node.value):
                bound[table] = f"cell {line.cell} {reason}"
        return
    sources = sorted(names_in(line.node.value) & bound.keys())
    for name in line.targets:
        if sources:
            bound[name] = bound[sources[0]]
        else:
            bound.pop(name, None)


def _reason(line: Line) -> str:
    for call in line.calls:
        name = called_name(call)
        if name in _LOOKING_BACK and isinstance(call.func, cst.Attribute):
            return f"makes features from the rows before them (`{name}`)"
        if name == "groupby":
            columns = (text.evaluated_value for text in walk(call) if isinstance(text, cst.SimpleString))
            group = next((str(column) for column in columns if _GROUP.match(str(column))), "")
            if group:
                return f"makes features of all rows with the same `{group}`"
    return ""
