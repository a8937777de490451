"""Lines of code -> tables whose rows belong together: in time, as windows on one series, as rows of one person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import libcst as cst

from nb2pipe.hazards.learning import Line, lines_in, names_given, names_in
from nb2pipe.hazards.tree import root_of
from nb2pipe.hazards.windows import cuts_windows, gives_windows
from nb2pipe.syntax.arguments import keyword_value
from nb2pipe.syntax.chains import called_name
from nb2pipe.syntax.walk import walk

#: Methods of a series that make a row from those before it.
_LOOKING_BACK = {"shift", "rolling", "ewm", "expanding", "diff", "pct_change"}
#: Calls that put such columns beside others.
_MAKING_COLUMNS = {"assign", "with_columns", "concat", "join", "merge", "DataFrame", "append", "extend"}
_GROUPING = {"groupby", "group_by"}
#: Calls that give one row, or one number, for each person.
_AGGREGATING = _GROUPING | {"pivot_table", "pivot", "drop_duplicates", "unique", "nunique", "set", "value_counts",
                            "duplicated"}  # fmt: skip
#: Columns that say to whom a row belongs; several rows of one person are alike.
_GROUP = re.compile(
    r"(?:patient|subject|user|customer|client|household|speaker|participant|person|visitor)_?(?:id|no|nr|number|key)\Z",
    re.IGNORECASE,
)
#: Columns that say what was measured; a table has one row for each of them only where it is called after them.
MEASURED_ID = re.compile(
    r"\b(patient|subject|speaker|participant|animal|driver|rider|household|session|recording)_?(?:id|no|nr|number)\b",
    re.IGNORECASE,
)
#: Calls that give rows in a random order.
_DRAWING = {"rand", "random", "uniform", "random_sample"}
_MAKING_INDEX = {"set_index"}
_SHUFFLING_CALLS = {"permutation", "randperm", "shuffle"}


class Bond(Enum):
    """Why rows belong together."""

    FEATURES_OF_ROWS_BEFORE = "before"
    WINDOWS = "windows"
    FEATURES_OF_GROUP = "features of group"
    GROUP = "group"
    #: The rows have a number for what is measured, which mostly is measured several times.
    PERHAPS_GROUP = "perhaps group"


_OF_GROUPS = (Bond.GROUP, Bond.PERHAPS_GROUP, Bond.FEATURES_OF_GROUP)


@dataclass(frozen=True, slots=True)
class Together:
    """Rows that belong together, the cell that shows it, and by what method, slice or column."""

    bond: Bond
    cell: int
    what: str


class Belonging:
    """Which tables have rows that belong together, after the lines that it has followed."""

    def __init__(self, makers: dict[str, Together] | None = None) -> None:
        self._tables: dict[str, Together] = {}
        #: Functions of the notebook that give such rows.
        self._makers = makers or {}
        #: Whether any code names what is measured by its number.
        self.sees_measured = False
        #: Variables that hold whole numbers, and those that hold the numbers of rows in a random order, or which
        #: rows to take at random.
        self.numbers: dict[str, int] = {}
        self._at_random: set[str] = set()

    def of(self, names: Iterable[str]) -> tuple[str, Together] | None:
        """The first of these tables whose rows belong together."""
        return next(((name, self._tables[name]) for name in sorted(names) if name in self._tables), None)

    def follow(self, line: Line) -> None:
        """Take in what a line does."""
        self._note_groups(line)
        self._note_numbers(line)
        if not isinstance(line.node, cst.Assign):
            self._note_collected(line)
            return
        target = line.node.targets[0].target
        if isinstance(target, cst.Subscript):
            found = _looks_back(line) or _of_group(line)
            if found is not None:
                tables = names_in(line.node.value).intersection(line.targets)
                self._tables |= dict.fromkeys(tables, found)
            return
        found = self._made(line) or self._handed_on(line)
        for name in line.targets:
            if found is not None:
                self._tables[name] = found
            else:
                self._tables.pop(name, None)
        self._note_merged(line)

    def _made(self, line: Line) -> Together | None:
        """Windows, a table with features of rows before, or what a function of the notebook makes of that kind."""
        if line.value is None:
            return None
        window = cuts_windows(line.value, line.loop, self.numbers)
        if window:
            return Together(Bond.WINDOWS, line.cell, window)
        makers = [call for call in line.calls if called_name(call) in self._makers and _gives(line.value, call)]
        if makers:
            return self._makers[called_name(makers[0])]
        return _looks_back(line) if line.called & _MAKING_COLUMNS else None

    def _handed_on(self, line: Line) -> Together | None:
        sources = sorted(line.names & self._tables.keys() & names_in(line.value)) if line.value is not None else []
        found = self._tables[sources[0]] if sources else None
        is_group = found is not None and found.bond in _OF_GROUPS
        return None if is_group and line.called & _AGGREGATING and "transform" not in line.called else found

    def _note_collected(self, line: Line) -> None:
        """`windows.append(series[i:i + 9])`, and a function of the notebook that adds features to a table in place."""
        for call in line.calls:
            name = called_name(call)
            if name in ("append", "extend") and isinstance(call.func, cst.Attribute):
                window = cuts_windows(call, line.loop, self.numbers)
                found = Together(Bond.WINDOWS, line.cell, window) if window else _looks_back(line)
                found = found or self._window_among(names_given(call))
                if found is not None:
                    self._tables[root_of(call.func)] = found
                continue
            made = self._makers.get(name) if line.loop is None and call.args else None
            if made is not None and made.bond is Bond.FEATURES_OF_ROWS_BEFORE:
                self._tables[root_of(call.args[0].value)] = made

    def _window_among(self, names: Iterable[str]) -> Together | None:
        known = self.of(names)
        return known[1] if known is not None and known[1].bond is Bond.WINDOWS else None

    def _note_groups(self, line: Line) -> None:
        """`df.groupby("patient_id").size()`: who groups rows by a number has several with the same."""
        for call in line.calls if line.called & _GROUPING else ():
            column = _group_named(call) if called_name(call) in _GROUPING else ""
            if column and isinstance(call.func, cst.Attribute):
                self._tables.setdefault(root_of(call.func), Together(Bond.GROUP, line.cell, column))

        if self.sees_measured and line.called.isdisjoint(_AGGREGATING | _MAKING_INDEX):
            self._note_measured(line)

    def _note_measured(self, line: Line) -> None:
        """`df.drop(columns=["patient_id"])`, `groups = df["subject_id"]`."""
        for node in walk(line.node):
            if not isinstance(node, (cst.Subscript, cst.Call)) or isinstance(
                node.func if isinstance(node, cst.Call) else None, cst.Name
            ):
                continue
            table = root_of(node)
            given = node.slice if isinstance(node, cst.Subscript) else node.args
            texts = [str(n.evaluated_value) for each in given for n in walk(each) if isinstance(n, cst.SimpleString)]
            for column in texts if table else ():
                found = MEASURED_ID.fullmatch(column)
                if found and not table.lower().startswith(found[1].lower()):
                    is_group = any(name.lower() in ("group", "groups") for name in line.targets)
                    bond = Bond.GROUP if is_group else Bond.PERHAPS_GROUP
                    known = self._tables.get(table)
                    if known is None or known.bond is Bond.PERHAPS_GROUP:
                        self._tables[table] = Together(bond, line.cell, column)

    def _note_numbers(self, line: Line) -> None:
        """`width = 24`; `order = rng.permutation(9)`, `rng.shuffle(order)`, `mask = rng.random(9) < 0.8`."""
        if not line.called.isdisjoint(_SHUFFLING_CALLS):
            self._at_random.update(line.targets)
            shuffled = [
                call for call in line.calls if called_name(call) == "shuffle" and not line.targets and call.args
            ]
            self._at_random.update(root_of(call.args[0].value) for call in shuffled)
        elif isinstance(line.value, cst.Comparison) and isinstance(line.value.left, cst.Call):
            if called_name(line.value.left) in _DRAWING:
                self._at_random.update(line.targets)
        elif isinstance(line.value, cst.Subscript) and root_of(line.value) in self._at_random:
            self._at_random.update(line.targets)
        if isinstance(line.node, cst.Assign) and line.value is not None:
            several = [e.value for e in line.value.elements] if isinstance(line.value, cst.Tuple) else []
            values = several if len(several) == len(line.targets) else [line.value] * len(line.targets)
            for name, value in zip(line.targets, values, strict=True):
                self.note_number(name, value)

    def note_number(self, name: str, value: cst.BaseExpression | None) -> None:
        """Remember a whole number that a name is given."""
        if isinstance(value, cst.Integer) and value.value.isdigit():
            self.numbers[name] = int(value.value)
        else:
            self.numbers.pop(name, None)

    def rows_at_random(self, line: Line) -> cst.Subscript | None:
        """`df.iloc[order[:80]]`, `df[~mask]`: some rows of such a table, chosen by numbers in a random order."""
        for node in walk(line.node) if self._at_random & line.names else ():
            if isinstance(node, cst.Subscript) and root_of(node) in self._tables:
                chosen = [name for element in node.slice for name in names_in(element)]
                if not self._at_random.isdisjoint(chosen):
                    return node
        return None

    def _note_merged(self, line: Line) -> None:
        """`patients.merge(visits, on="patient_id", validate="one_to_many")`."""
        for call in line.calls if "merge" in line.called else ():
            column = _group_named(call)
            for table in line.targets if column and _says_many(call) else ():
                self._tables[table] = Together(Bond.GROUP, line.cell, column)


def makers_in(cells: Iterable[tuple[int, Iterable[cst.CSTNode]]]) -> dict[str, Together]:
    """Functions and classes of the notebook -> why rows that they give belong together."""
    found: dict[str, Together] = {}
    for cell, statements in cells:
        for node in statements:
            if isinstance(node, cst.FunctionDef):
                made = _given_by(node, cell, found)
                if made is not None:
                    found[node.name.value] = made
            elif isinstance(node, cst.ClassDef) and (window := gives_windows(node)):
                found[node.name.value] = Together(Bond.WINDOWS, cell, window)
    return found


def _given_by(node: cst.FunctionDef, cell: int, makers: dict[str, Together]) -> Together | None:
    inside = Belonging(makers)
    for param in node.params.params:
        inside.note_number(param.name.value, param.default)
    for line in lines_in(node.body, cell):
        if isinstance(line.node, cst.Return) and line.node.value is not None:
            window = cuts_windows(line.node.value, line.loop, inside.numbers)
            given = inside.of(line.names)
            made = Together(Bond.WINDOWS, cell, window) if window else given[1] if given is not None else None
            return made if made is None or made.bond not in (Bond.GROUP, Bond.PERHAPS_GROUP) else None
        inside.follow(line)
    return None


def _gives(value: cst.BaseExpression, call: cst.Call) -> bool:
    """Whether an expression is the call, or an array, a list or some rows of what it gives."""
    while value is not call:
        match value:
            case cst.Call(func=cst.Attribute(value=cst.Call() as inner)):
                value = inner
            case cst.Call(args=[cst.Arg(value=inner), *_]) | cst.Subscript(value=inner) | cst.Attribute(value=inner):
                value = inner
            case _:
                return False
    return True


def _looks_back(line: Line) -> Together | None:
    calls = (call for call in line.calls if isinstance(call.func, cst.Attribute))
    name = next((called_name(call) for call in calls if called_name(call) in _LOOKING_BACK), None)
    return Together(Bond.FEATURES_OF_ROWS_BEFORE, line.cell, name) if name else None


def _of_group(line: Line) -> Together | None:
    columns = (_group_named(call) for call in line.calls if called_name(call) == "groupby")
    group = next(filter(None, columns), "")
    return Together(Bond.FEATURES_OF_GROUP, line.cell, group) if group else None


def _group_named(call: cst.Call) -> str:
    texts = (str(node.evaluated_value) for arg in call.args for node in walk(arg) if isinstance(node, cst.SimpleString))
    return next((text for text in texts if _GROUP.match(text)), "")


def _says_many(call: cst.Call) -> bool:
    kind = keyword_value(call, "validate")
    return isinstance(kind, cst.SimpleString) and "m" in str(kind.evaluated_value)
