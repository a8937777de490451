"""What a variable of a learning notebook holds: rows of data with what was learned from them, or a model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeGuard

import libcst as cst

from nb2pipe.hazards.rows.row_sets import Rows


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """A call that took a statistic from rows: `scaler.fit(X)`, `df["age"].mean()`."""

    cell: int
    call: cst.CSTNode
    #: What learns: `StandardScaler`, `mean`.
    what: str
    rows: Rows
    #: It looks at the target, so that noise can be made to look like signal.
    by_target: bool = False
    #: What it learned from rows of the test makes the test easier.
    leaks: bool = True
    #: The transformer that keeps it; None for a plain statistic.
    model: Model | None = None
    #: It says of a row what stands in rows below it, as targets do that are to be foretold: `df["sales"].shift(-1)`.
    looks_ahead: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Copied:
    """A call that gives rows more than once."""

    cell: int
    call: cst.CSTNode


class Choice(Enum):
    """What the rows of a test are made to choose."""

    LOOP = "loop"
    SEARCH = "search"
    THRESHOLD = "threshold"
    MODEL = "model"
    STOP = "stop"


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A call that judges one of several models by rows that were held back."""

    cell: int
    call: cst.CSTNode
    #: The loop, the search or the curve that gives more judgements to choose from; None if it stands alone.
    among: cst.CSTNode | None = None
    choice: Choice = Choice.LOOP
    model: Model | None = None


@dataclass(frozen=True, slots=True)
class Data:
    """Values that come from rows; what holds neither rows nor anything learned is empty."""

    rows: Rows = frozenset()
    learned: frozenset[Learned] = frozenset()
    copied: frozenset[Copied] = frozenset()
    judged: frozenset[Judged] = frozenset()
    #: Judgements that they become when they are compared with the truth.
    predicted: frozenset[Judged] = frozenset()
    #: Predictions beside the truth, row by row: `predicted == y_test`.
    is_compared: bool = False
    #: Column -> what was learned that is in this column alone.
    columns: tuple[tuple[str, frozenset[Learned]], ...] = ()
    #: The parts of a tuple, list or dict, in order.
    items: tuple[Value, ...] = ()
    #: What the parts of a dict are called, one for each of them.
    keys: tuple[str, ...] = ()
    #: Texts that it is known to be or to consist of: names of columns.
    texts: frozenset[str] = frozenset()
    #: Which side of which split its numbers choose: what `KFold.split` gives.
    side: tuple[cst.CSTNode, bool] | None = None
    is_grouped: bool = False
    #: It is a window on each row and those above it: `rolling(7)`.
    looks_back: bool = False
    #: It stands in an order, so that the first or last is the best.
    is_sorted: bool = False
    #: Whether each row is meant: `df["year"] < 2020`.
    is_condition: bool = False
    #: `True`, `False` or `None`, if it is one of them.
    word: str = ""
    #: Its columns were chosen by their names.
    is_chosen: bool = False

    def everything_learned(self) -> frozenset[Learned]:
        """What was learned that is in any of its columns."""
        return self.learned.union(*(learned for _, learned in self.columns))


@dataclass(slots=True, eq=False)
class Model:
    """An estimator, a transformer, a splitter, or several in one."""

    kinds: frozenset[str]
    #: The models that it was made of.
    parts: tuple[Model, ...] = ()
    #: The variable that it was bound to first.
    name: str = ""
    #: Methods of a class of the notebook in which it learns: `prepare` with `self.scaler.fit_transform(…)` inside.
    fitting: frozenset[str] = frozenset()
    #: What it was fitted on last, and how that was written.
    fitted: Data | None = None
    fitted_on: str = ""
    #: The rows that it was made with, from which `fit()` learns: `OLS(y, X)`.
    given: Data | None = None
    #: What `transform` brings into data.
    learned: frozenset[Learned] = field(default_factory=frozenset)
    #: Rows other than those it was fitted on may have gone through it.
    is_applied: bool = False
    #: The file to which it saves other models.
    path: str = ""
    #: Its training ends, or goes back, to where it is best on the rows that it watches.
    stops_early: bool = False
    #: The rows that its last training watched to know when to stop, and the call.
    watched: Rows = frozenset()
    watching: Judged | None = None

    def all_parts(self) -> Iterable[Model]:
        """It and all that it was made of."""
        yield self
        for part in self.parts:
            yield from part.all_parts()


@dataclass(frozen=True, slots=True, eq=False)
class Routine:
    """A function of the notebook."""

    node: cst.FunctionDef | cst.Lambda
    cell: int


@dataclass(slots=True, eq=False)
class Instance:
    """An object of a class of the notebook."""

    methods: Mapping[str, Routine]
    attributes: dict[str, Value] = field(default_factory=dict)


Value = Data | Model | Routine | Instance
NOTHING = Data()
#: The rows of the table to which an expression will be given: `pl.col("age")`.
OF_THE_TABLE: Rows = frozenset({0})
#: What an import binds.
LIBRARY = Data()


def joined(values: Iterable[Value]) -> Data:
    """All of what several values hold."""
    data = [value for value in values if isinstance(value, Data) and value is not NOTHING and value is not LIBRARY]
    if len(data) == 1:
        return data[0]
    if not data:
        return NOTHING
    columns: dict[str, frozenset[Learned]] = {}
    for each in data:
        for column, learned in each.columns:
            columns[column] = columns.get(column, frozenset()) | learned
    return Data(
        frozenset().union(*(each.rows for each in data)),
        frozenset().union(*(each.learned for each in data)),
        frozenset().union(*(each.copied for each in data)),
        frozenset().union(*(each.judged for each in data)),
        frozenset().union(*(each.predicted for each in data)),
        columns=tuple(columns.items()),
    )


def merged(dicts: Sequence[Data]) -> Data:
    """One dict that stands for several: each part is all that theirs hold under that key."""
    shared = [key for key in dicts[0].keys if all(key in each.keys for each in dicts)]
    return Data(
        items=tuple(_any_of([each.items[each.keys.index(key)] for each in dicts]) for key in shared), keys=tuple(shared)
    )


def is_dict(value: Value) -> TypeGuard[Data]:
    """Whether it is a dict of which the keys are known."""
    return isinstance(value, Data) and bool(value.keys) and len(value.keys) == len(value.items) and not value.rows


def _any_of(values: Sequence[Value]) -> Value:
    dicts = [value for value in values if is_dict(value)]
    if len(dicts) == len(values):
        return merged(dicts)
    first = next((value for value in values if not isinstance(value, Data)), None)
    return first or joined([spread(value) for value in values])


def spread(value: Value) -> Data:
    """A value with all that its items hold."""
    if not isinstance(value, Data) or not value.items:
        return value if isinstance(value, Data) else NOTHING
    return joined([value, *(spread(item) for item in value.items)])


def models_in(value: Value) -> list[Model]:
    """The models that a value is or holds."""
    if isinstance(value, Model):
        return [value]
    return [model for item in value.items for model in models_in(item)] if isinstance(value, Data) else []
