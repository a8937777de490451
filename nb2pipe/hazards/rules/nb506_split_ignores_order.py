"""NB506: rows are split at random although their features look at rows before them, or a group must stay together."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.belonging import MEASURED_ID, Belonging, Bond, Together, makers_in
from nb2pipe.hazards.context import Context
from nb2pipe.hazards.learning import CROSS_VALIDATION, Line, called_anywhere, learns, lines_of, names_given, positional
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.hazards.tree import root_of
from nb2pipe.model.findings import Finding, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.arguments import keyword_value, says
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.scopes import import_bindings

#: Columns that, beside those of persons, make the rows ratings: people split them at random on purpose.
_RATED = re.compile(
    r"(?:movie|item|product|book|song|track|artist|anime|article|isbn|game|business)_?id\b", re.IGNORECASE
)
_KEEPING_TOGETHER = {
    "GroupKFold", "GroupShuffleSplit", "StratifiedGroupKFold", "LeaveOneGroupOut", "TimeSeriesSplit",
}  # fmt: skip
_SHUFFLING = {"ShuffleSplit", "StratifiedShuffleSplit", "RepeatedKFold", "RepeatedStratifiedKFold"}
_SPLITTING = {"train_test_split", "KFold", "StratifiedKFold", "random_split"} | _SHUFFLING
#: Calls by which rows are put into a random order, to be cut after.
_MIXING = {"sample", "permutation", "randperm", "shuffle", "rand", "random", "uniform"}
_BY_TIME = "split by time: `shuffle=False`, `TimeSeriesSplit`, or a date"
_BY_GROUP = "split by group: `GroupKFold`, `GroupShuffleSplit`"
_HISTORY = "df['lag'] = df['sales'].shift(1)\ndf['mean'] = df['sales'].rolling(7).mean()"
_SPLIT = "from sklearn.model_selection import train_test_split"


class SplitIgnoresOrder(Rule):
    """Rows are split at random though they belong together: in time, or as rows of one person.

    A feature made with `shift`, `rolling` or `diff` holds the values of the rows before. If these rows are shuffled
    into train and test, the model is trained on values that it is then tested for. In the same way a patient who has
    rows on both sides is recognised rather than predicted. The score will not be reached on new data.

    Where a column like `patient_id` is all that speaks for it, the finding is an info.

    Split by time (`train_test_split(…, shuffle=False)`, `TimeSeriesSplit`, a date), or by group (`GroupKFold`,
    `GroupShuffleSplit`).
    """

    code = RuleCode("NB506")
    name = "split-ignores-order"
    severity = Severity.WARNING
    VALID = (
        notebook(
            "X, i = [], 0\nwhile i + 24 < len(series):\n    X.append(series[i:i + 24])\n    i += 24",
            "a, b = train_test_split(np.array(X))\nmodel.fit(a[:, :-1], a[:, -1])",
        ),
        notebook(
            _HISTORY, "few = df.sample(frac=0.1)\nprint(few)", "train, test = df[:80], df[80:]\nmodel.fit(train, y)"
        ),
        notebook(_HISTORY, _SPLIT, "a, b = train_test_split(df, shuffle=False)", "model.fit(a, y)"),
        notebook(
            _HISTORY,
            "folds = KFold(5)",
            "model = Ridge()\ncross_val_score(model, df[['lag']], df['sales'], cv=folds)",
        ),
        notebook("x['d'] = x['a'].diff()", _SPLIT, "a, b = train_test_split(df)", "model.fit(a, y)"),
        notebook(_SPLIT, "n = df['user_id'].nunique()", "a, b = train_test_split(df)", "model.fit(a, y)"),
        notebook(
            "s = pd.read_csv('s.csv')['t'].to_numpy()\nX = np.array([s[i:i + 9] for i in range(len(s) - 9)])",
            "cut = int(0.8 * len(X))",
            "model = Ridge().fit(X[:cut], s[9:][:cut])",
            "parts = [s[i:i + 32] for i in range(0, len(s), 32)]\na, b = train_test_split(parts)",
        ),
        notebook(
            "visits = load()\npatients = visits.groupby('patient_id').agg({'dose': 'max', 'ill': 'max'})",
            "a, b, c, d = train_test_split(patients[['dose']], patients['ill'])\nmodel.fit(a, c)",
        ),
        notebook(
            "df = pd.read_csv('a.csv')\nprint(df.groupby('patient_id').size())",
            "ids = df['patient_id'].unique()\nin_train, in_test = train_test_split(ids)",
            "model.fit(df[df['patient_id'].isin(in_train)], y)",
        ),
        notebook(
            "ratings = pd.read_csv('a.csv')\nprint(ratings.groupby('user_id')['movie_id'].count())",
            "a, b = train_test_split(ratings)\nmodel.fit(a, y)",
        ),
        notebook(
            "customers = pd.read_csv('a.csv')",
            "a, b = train_test_split(customers.drop(columns='customer_id'))\nm.fit(a)",
        ),
        notebook(
            "patients = pd.read_csv('a.csv')", "a, b = train_test_split(patients.drop(columns='patient_id'))\nm.fit(a)"
        ),
        notebook(
            "W = 128\nparts = np.stack([s[i:i + W] for i in range(0, len(s), W)])",
            "a, b, c, d = train_test_split(parts, y)\nmodel.fit(a, c)",
        ),
        notebook("m = df.groupby('patient_id')", "s = GroupKFold(5)", "a, b = train_test_split(df)", "model.fit(a, y)"),
    )
    INVALID = (
        notebook(
            "X, i = [], 0\nwhile i + 24 < len(series):\n    part = series[i:i + 24]\n    X.append(part)\n    i += 1",
            "a, b = train_test_split(np.array(X))\nmodel.fit(a[:, :-1], a[:, -1])",
        ),
        notebook(
            "class Windows(Dataset):\n    def __getitem__(self, i):\n        return self.series[i:i + 24]",
            "rows = Windows(series)\ntrain, test = random_split(rows, [80, 20])\nmodel.fit(train)",
        ),
        notebook(
            "visits = pd.read_csv('a.csv')\nX = visits.drop(columns=['ill', 'patient_id'])",
            "a, b, c, d = train_test_split(X, visits['ill'])\nmodel.fit(a, c)",
        ),
        notebook(
            "groups = df['subject_id']",
            "folds = StratifiedKFold(5, shuffle=True)\ncross_val_score(model, df[['a']], df['y'], cv=folds)",
        ),
        notebook(
            "W, S = 128, 64\nX = np.stack([s[i:i + W] for i in range(0, len(s) - W, S)])",
            "a, b, c, d = train_test_split(X, y)\nmodel.fit(a, c)",
        ),
        notebook("X = s.unfold(0, 24, 1)", "a, b = random_split(TensorDataset(X), [80, 20])\nloss.backward()"),
        notebook(
            _HISTORY,
            "order = rng.permutation(len(df))\ntrain, test = df.iloc[order[:80]], df.iloc[order[80:]]",
            "model.fit(train, y)",
        ),
        notebook(
            _HISTORY, "mask = np.random.rand(len(df)) < 0.8", "train, test = df[mask], df[~mask]\nm.fit(train, y)"
        ),
        notebook(
            _HISTORY,
            "train = df.sample(frac=0.8)\ntest = df.drop(train.index)\nmodel.fit(train[['lag']], train['sales'])",
        ),
        notebook(
            "from sklearn.model_selection import train_test_split as tts",
            _HISTORY,
            "a, b, c, d = tts(df[['lag']], df['sales'])\nmodel.fit(a, c)",
        ),
        notebook(
            "def windows(s, n):\n    X, y = [], []\n    for i in range(len(s) - n):\n        X.append(s[i:i + n])\n"
            "        y.append(s[i + n])\n    return np.array(X), np.array(y)",
            "X, y = windows(series, 24)",
            "a, b, c, d = train_test_split(X, y)\nmodel.fit(a, c)",
        ),
        notebook(
            "X = np.array([s[i - 9:i] for i in range(9, len(s))])",
            "a, b, c, d = train_test_split(X, s[9:])\nmodel.fit(a, c)",
        ),
        notebook(
            "W = sliding_window_view(s, 9)\na, b, c, d = train_test_split(W[:, :-1], W[:, -1])\nmodel.fit(a, c)",
        ),
        notebook(
            "def add_lags(d):\n    d = d.copy()\n    for k in (1, 7):\n        d[f'lag{k}'] = d['sales'].shift(k)\n"
            "    return d.dropna()",
            "df = add_lags(pd.read_csv('a.csv'))\ntrain, test = train_test_split(df)\nmodel.fit(train, y)",
        ),
        notebook(
            "df = df.assign(lag=df['sales'].shift(1))\ntrain, test = train_test_split(df)\nmodel.fit(train, y)",
        ),
        notebook(
            "visits = pd.read_csv('a.csv')\nprint(visits.groupby('patient_id').size().describe())",
            "a, b, c, d = train_test_split(visits[['dose']], visits['ill'])\nmodel.fit(a, c)",
        ),
        notebook(
            "df = patients.merge(visits, on='patient_id', validate='one_to_many')",
            "train, test = train_test_split(df)\nmodel.fit(train, y)",
        ),
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
        if not learns(context):
            return
        splitters = _names_of_splitter(context)
        if called_anywhere(context).isdisjoint(_SPLITTING | splitters | _MIXING):
            return
        if any(line.names & _KEEPING_TOGETHER for line in lines_of(context)):
            return
        rests = {line.targets[0] for line in lines_of(context) if "sample" in line.called and line.targets}
        rests &= {root_of(index) for index in _rows_dropped(context)}
        belonging = Belonging(
            makers_in((facts.index, [each.node for each in facts.statements]) for facts in context.code)
        )
        belonging.sees_measured = any(MEASURED_ID.search(context.source(f.index).cell.source) for f in context.code)
        told: set[str] = set()
        #: Variables that hold splitters which shuffle.
        shuffling: set[str] = set()
        are_ratings = any(_RATED.search(context.source(facts.index).cell.source) for facts in context.code)
        for line in lines_of(context):
            for call in line.calls:
                found = belonging.of(names_given(call)) if _splits_at_random(call, shuffling, splitters) else None
                found = found or (belonging.of({root_of(call.func)}) if _is_part_at_random(call, line, rests) else None)
                if found is not None and not (are_ratings and found[1].bond in (Bond.GROUP, Bond.PERHAPS_GROUP)):
                    yield self._split(context, line, call, *found)
            chosen = belonging.rows_at_random(line)
            found = belonging.of({root_of(chosen)} - told) if chosen is not None else None
            if chosen is not None and found is not None and found[1].bond in _CERTAIN:
                told.add(found[0])
                yield self._split(context, line, chosen, *found)
            belonging.follow(line)
            _note_splitter(line, shuffling)

    def _split(self, context: Context, line: Line, node: cst.CSTNode, table: str, together: Together) -> Finding:
        message, hint = _say(table, together)
        severity = Severity.INFO if together.bond is Bond.PERHAPS_GROUP else None
        return self.found(line.cell, context.span(line.cell, node), message=message, hint=hint, severity=severity)


#: Bonds that the code shows without a doubt.
_CERTAIN = (Bond.FEATURES_OF_ROWS_BEFORE, Bond.WINDOWS)


def _say(table: str, together: Together) -> tuple[str, str]:
    """The message and the hint."""
    cell, what = together.cell, together.what
    match together.bond:
        case Bond.FEATURES_OF_ROWS_BEFORE:
            return (
                f"rows of `{table}` are split at random, "
                f"but cell {cell} makes features from the rows before them (`{what}`)"
            ), _BY_TIME
        case Bond.WINDOWS:
            return (
                f"rows of `{table}` are split at random, "
                f"but cell {cell} cuts them as windows that share values (`{what}`)"
            ), _BY_TIME
        case Bond.FEATURES_OF_GROUP:
            return (
                f"rows of `{table}` are split at random, "
                f"but cell {cell} makes features of all rows with the same `{what}`"
            ), _BY_GROUP
        case Bond.PERHAPS_GROUP:
            return (
                f"rows of `{table}` are split at random: "
                f"if several have the same `{what}`, the model is tested on what it has seen"
            ), _BY_GROUP
        case Bond.GROUP:
            return (
                f"rows of `{table}` are split at random, but cell {cell} groups them: several have the same `{what}`"
            ), _BY_GROUP


def _names_of_splitter(context: Context) -> set[str]:
    """`train_test_split`, and as what it is imported."""
    lines = (line.node for line in lines_of(context))
    imports = (alias for node in lines if isinstance(node, cst.ImportFrom) for alias in import_bindings(node))
    return {name for name, alias in imports if alias.evaluated_name == "train_test_split"} | {"train_test_split"}


def _rows_dropped(context: Context) -> Iterator[cst.Attribute]:
    """`train.index` in `test = df.drop(train.index)`."""
    for line in lines_of(context):
        for call in line.calls if "drop" in line.called else ():
            for argument in positional(call) if called_name(call) == "drop" else ():
                if isinstance(argument, cst.Attribute) and argument.attr.value == "index":
                    yield argument


def _is_part_at_random(call: cst.Call, line: Line, rests: set[str]) -> bool:
    """`train = df.sample(frac=0.8)`, where the rows that it leaves are the test."""
    return called_name(call) == "sample" and call is line.value and not rests.isdisjoint(line.targets)


def _splits_at_random(call: cst.Call, shuffling: set[str], splitters: set[str]) -> bool:
    name = called_name(call)
    if name == "random_split":
        return True
    if name in splitters:
        return not says(call, "shuffle", "False")
    if name == "split" and isinstance(call.func, cst.Attribute):
        return _shuffles(call.func.value, shuffling)
    folds = keyword_value(call, "cv")
    return name in CROSS_VALIDATION and folds is not None and _shuffles(folds, shuffling)


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
