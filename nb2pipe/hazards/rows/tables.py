"""What functions and methods of tables and arrays do with rows: they split, learn from, put together and copy them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.learning import STATISTICS
from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.given import MAKING_COLUMNS, Given
from nb2pipe.hazards.rows.judging import compared, select
from nb2pipe.hazards.rows.new_columns import with_columns
from nb2pipe.hazards.rows.other_rows import (
    brought_up,
    filled_from_below,
    interpolated,
    is_by_row,
    matched_later,
    ranked,
    with_statistic,
)
from nb2pipe.hazards.rows.relating import RELATING, related, resolved
from nb2pipe.hazards.rows.some_rows import chosen_rows, dropped, repeated, sampled, subset
from nb2pipe.hazards.rows.splitting import SPLITTING, split_rows
from nb2pipe.hazards.rows.values import (
    NOTHING,
    OF_THE_TABLE,
    Copied,
    Data,
    Learned,
    Routine,
    Value,
    joined,
    models_in,
    spread,
)
from nb2pipe.syntax.arguments import keyword_value, says
from nb2pipe.syntax.scopes import dotted_name

#: Functions that compute a column by statistics over all of its rows.
_SCALING = {"zscore", "scale", "minmax_scale", "robust_scale", "qcut", "quantile_transform", "power_transform",
            "seasonal_decompose", "hpfilter", "STL", "MSTL", "savgol_filter", "filtfilt", "detrend",
            "boxcox", "yeojohnson"}  # fmt: skip
#: Calls that give the best of what they are given.
_CHOOSING = {"argmax", "argmin", "idxmax", "idxmin", "nanargmax", "nanargmin", "nlargest", "nsmallest",
             "index"}  # fmt: skip
#: Methods of a grouped table that keep its rows, and look at those above a row alone.
_ROW_BY_ROW = {"cumsum", "cumcount", "shift", "diff", "ffill", "pct_change", "head", "tail"}
#: Methods of a grouped table that keep its rows, and look at others of their group.
_AMONG_ALL = {"transform", "rank", "bfill", "backfill"}
#: What these give says of a row nothing but what stands in it and above it, unless the window is centred.
_WINDOWS = {"rolling", "expanding", "ewm"}
#: Calls whose results say nothing of what is in the rows.
_SAYING_NOTHING = {"len", "print", "display", "range", "describe", "info", "plot", "hist", "show", "unique", "nunique",
                   "type", "isinstance", "count", "isnull", "isna"}  # fmt: skip
#: Methods that give columns to a function.
_APPLYING = {"apply", "transform"}
_STACKING = {"concat", "vstack", "concatenate", "append", "extend"}


def call_on_data(lineage: Following, given: Given) -> Value:
    """What a call gives that is neither of a model nor of a function of the notebook."""
    if given.name in SPLITTING:
        return split_rows(lineage, given)
    if given.name in _SAYING_NOTHING and not (given.name == "count" and given.receiver is None):
        return NOTHING
    if given.name in ("items", "enumerate", "zip", "values"):
        return _paired(given)
    received = spread(given.receiver) if given.receiver is not None else NOTHING
    if given.name in MAKING_COLUMNS and received.rows:
        return with_columns(lineage, given, received)
    whole = resolved(received, joined([received, *given.data(), *_made_inside(lineage, given, received)]))
    whole = compared(lineage, given.name, given.node, whole)
    if whole.judged and (given.name in _CHOOSING or (given.name in ("max", "min") and "key" in given.keywords)):
        select(lineage, whole)
    if given.name in ("shift", "diff", "pct_change"):
        ahead = brought_up(lineage, given, received, whole)
        if ahead is not None:
            return ahead
    if received.looks_back and given.name not in _WINDOWS:
        return replace(received, looks_back=False)
    for names, act in _ACTS:
        if given.name in names:
            found = act(lineage, given, received, whole)
            if found is not None:
                return found
    return _passed(lineage, given, received, whole)


def _made_inside(lineage: Following, given: Given, received: Data) -> list[Data]:
    """What functions of a table give that it calls: `df.pipe(scaled)`, `df[names].apply(lambda column: …)`."""
    is_of_columns = given.name in _APPLYING and _has_columns(given) and not is_by_row(given.node)
    named = next((argument.value for argument in given.node.args), None) if given.name in _APPLYING else None
    if received.rows and dotted_name(named).rpartition(".")[2] in _SCALING:
        # `df[names].apply(zscore)`
        return [with_statistic(lineage, given, received)]
    if not received.rows or not (given.name == "pipe" or is_of_columns):
        return []
    return [spread(lineage.run(value, [received], {})) for value in given.all() if isinstance(value, Routine)]


def _has_columns(given: Given) -> bool:
    """Whether the method is one of a grouped table, or of several columns as `df[["a", "b"]]` chooses them."""
    owner = given.node.func.value if isinstance(given.node.func, cst.Attribute) else None
    if isinstance(given.receiver, Data) and given.receiver.is_grouped:
        return True
    index = owner.slice[0].slice if isinstance(owner, cst.Subscript) and len(owner.slice) == 1 else None
    return isinstance(index, cst.Index) and not isinstance(index.value, cst.SimpleString)


def _passed(lineage: Following, given: Given, received: Data, whole: Data) -> Data:
    """What a call gives of which only its arguments are known."""
    if given.name in ("groupby", "group_by"):
        return replace(received, is_grouped=True, items=(), texts=frozenset())
    if received.is_grouped:
        found = _aggregated(lineage, given, received)
        return replace(found, copied=found.copied | whole.copied)
    if given.receiver is not None and received.rows and given.name not in ("merge", "join"):
        return replace(whole, rows=received.rows, texts=frozenset(), items=())
    if not (whole.rows or whole.learned or whole.judged or whole.items):
        return Data(lineage.sets.new())
    return replace(whole, texts=frozenset(), items=(), side=None)


def _aggregated(lineage: Following, given: Given, received: Data) -> Data:
    """Rows of a table by groups: as many as it has by `transform`, others by `mean`."""
    if given.name in _ROW_BY_ROW:
        return replace(received, is_grouped=False)
    if given.name == "transform" and _looks_above_only(lineage, given, received):
        return replace(received, is_grouped=False)
    learned = Learned(lineage.cell, given.node, "groupby", received.rows)
    rows = received.rows if given.name in _AMONG_ALL else lineage.sets.new()
    return Data(rows, received.learned | {learned}, received.copied)


def _looks_above_only(lineage: Following, given: Given, received: Data) -> bool:
    """`transform(lambda sales: sales.shift().ewm(span=7).mean())`: what it makes of a row learns from no other."""
    made = next((value for value in given.positional if isinstance(value, Routine)), None)
    if made is None:
        return False
    rows = replace(received, is_grouped=False, items=(), texts=frozenset())
    return spread(lineage.run(made, [rows], {})).learned <= received.learned


def _paired(given: Given) -> Value:
    """`d.items()`, `enumerate(xs)`, `zip(names, models)`: pairs that hold models, where there are any."""
    values = [given.receiver] if given.receiver is not None else given.positional
    if given.name == "values":
        return values[0] if values and values[0] is not None else NOTHING
    models = [model for value in values if value is not None for model in models_in(value)]
    if models:
        return Data(items=(Data(items=(NOTHING, models[0])),))
    whole = joined([spread(value) for value in values if value is not None])
    return whole if given.name != "enumerate" else Data(items=(Data(items=(NOTHING, whole)),))


def _statistic(lineage: Following, given: Given, received: Data, whole: Data) -> Data | None:
    data = received if received.rows else whole
    if given.receiver is None and given.name in ("max", "min") and isinstance(given.node.func, cst.Name):
        return None
    if not data.rows or received.is_grouped or is_by_row(given.node):
        return None
    learned = Learned(lineage.cell, given.node, given.name, data.rows)
    # What an expression for a table gives, or a number that compares predictions, goes on with its rows.
    rows = data.rows if data.rows <= OF_THE_TABLE or whole.judged else frozenset()
    return Data(rows, frozenset({learned}) | data.learned, judged=whole.judged)


def _scaling(lineage: Following, given: Given, _received: Data, whole: Data) -> Data | None:
    if given.receiver is not None or not whole.rows:
        return None
    return with_statistic(lineage, given, whole)


def _stacked(lineage: Following, given: Given, received: Data, whole: Data) -> Data | None:
    """`concat`: rows that stand in it twice are copies."""
    if given.name in ("append", "extend") and (received.judged or whole.judged or not received.rows):
        return _collected(lineage, given, whole)
    first = given.positional[0] if given.positional else NOTHING
    values = [received, *given.positional] if received.rows else [first]
    parts = [spread(item) for value in values for item in (value.items or (value,) if isinstance(value, Data) else ())]
    how = keyword_value(given.node, "how")
    is_columns = is_by_row(given.node) or (isinstance(how, cst.SimpleString) and "horizontal" in how.value)
    rows = frozenset().union(*(part.rows for part in parts)) if parts else whole.rows
    copied = whole.copied
    if not is_columns and _has_twice(lineage, parts):
        copied |= {Copied(lineage.cell, given.node)}
    return replace(whole, rows=rows, copied=copied, items=(), texts=frozenset())


def _has_twice(lineage: Following, parts: Sequence[Data]) -> bool:
    """Whether all of some rows and again some of them are put together."""
    for position, one in enumerate(parts):
        for other in parts[position + 1 :]:
            if one.rows and other.rows and (
                one.rows <= lineage.sets.within(other.rows) or other.rows <= lineage.sets.within(one.rows)
            ):  # fmt: skip
                return True
    return False


def _collected(lineage: Following, given: Given, whole: Data) -> Data:
    """`scores.append(model.score(…))`: the list holds what is put in."""
    func = given.node.func
    if isinstance(func, cst.Attribute) and isinstance(func.value, cst.Name):
        known = lineage.look_up(func.value.value)
        if isinstance(known, Data):
            items = (*known.items, *models_in(Data(items=given.positional)))
            lineage.bind(func.value.value, replace(whole, rows=known.rows, items=items, texts=frozenset()))
    return NOTHING


def _resampled(lineage: Following, given: Given, received: Data, _whole: Data) -> Value | None:
    """`resample(rows, replace=True)` of scikit-learn; `df.resample("M")` is something else."""
    if received.rows or says(given.node, "replace", "False"):
        return None
    copied = Copied(lineage.cell, given.node)
    parts = [
        replace(
            data,
            rows=lineage.sets.part(data.rows, given.node, lineage.cell),
            copied=data.copied | {copied},
            items=(),
            texts=frozenset(),
        )
        for data in map(spread, given.positional)
    ]
    return parts[0] if len(parts) == 1 else Data(items=tuple(parts))


def _sorted(lineage: Following, given: Given, received: Data, whole: Data) -> Data:
    return replace(_passed(lineage, given, received, whole), is_sorted=bool(whole.judged))


def _counted(lineage: Following, given: Given, received: Data, whole: Data) -> Data | None:
    """`df["city"].value_counts()`: one row for each value."""
    data = received if received.rows else whole
    if not data.rows:
        return NOTHING
    return Data(lineage.sets.new(), data.learned | {Learned(lineage.cell, given.node, given.name, data.rows)})


def _pivoted(lineage: Following, given: Given, received: Data, whole: Data) -> Data | None:
    """`df.pivot_table(…)`: rows of its own, as groups have."""
    data = received if received.rows else whole
    return _aggregated(lineage, given, data) if data.rows else None


def _window(_lineage: Following, given: Given, received: Data, _whole: Data) -> Data | None:
    if not received.rows:
        return None
    is_centred = says(given.node, "center", "True")
    return replace(received, is_grouped=received.is_grouped and is_centred, looks_back=not is_centred)


def _related(lineage: Following, given: Given, _received: Data, whole: Data) -> Data | None:
    return related(lineage, given.node, given.name, whole) if whole.rows else None


def _named_column(_lineage: Following, given: Given, _received: Data, _whole: Data) -> Data | None:
    """`pl.col("age")`."""
    return Data(OF_THE_TABLE) if given.receiver is None else None


def _cut(lineage: Following, given: Given, received: Data, whole: Data) -> Data | None:
    """`pd.cut(ages, 5)` looks for the smallest and the largest; with edges given it does not."""
    bins = keyword_value(given.node, "bins")
    plain = [arg.value for arg in given.node.args if arg.keyword is None]
    bins = bins if bins is not None else plain[1] if len(plain) > 1 else None
    return _scaling(lineage, given, received, whole) if isinstance(bins, cst.Integer) else None


_ACTS: tuple[tuple[set[str], Callable[[Following, Given, Data, Data], Value | None]], ...] = (
    (STATISTICS, _statistic),
    (_SCALING, _scaling),
    (_STACKING, _stacked),
    (_WINDOWS, _window),
    (RELATING, _related),
    ({"col"}, _named_column),
    ({"resample"}, _resampled),
    ({"sample"}, sampled),
    ({"drop"}, dropped),
    ({"head", "tail", "query", "filter", "truncate"}, chosen_rows),
    ({"Subset"}, subset),
    ({"sorted", "sort", "sort_values"}, _sorted),
    ({"cut"}, _cut),
    ({"value_counts"}, _counted),
    ({"rank"}, ranked),
    ({"pivot_table", "crosstab"}, _pivoted),
    ({"bfill", "backfill", "fillna"}, filled_from_below),
    ({"merge_asof"}, matched_later),
    ({"interpolate"}, interpolated),
    ({"repeat", "tile"}, repeated),
)
