"""Groups and windows of tables: what is chosen from them, and whether their methods give tables or columns."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from nb2pipe.analysis.knowledge.exact_types import EXACT, LEVELS
from nb2pipe.analysis.knowledge.groupings import (
    COUNTING,
    DESCRIBING,
    KEYS_AS_COLUMNS,
    OF_COLUMN,
    OF_TABLE,
    OF_WINDOWS,
    ROW_BY_ROW,
    SUMMARIES,
    WINDOWS,
)
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import GROUPS, elements, hold, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.object_columns import share_objects
from nb2pipe.syntax.arguments import keywords_of, says

_KINDS = frozenset({OF_TABLE, OF_COLUMN})


def note_groups(made: Obj, receiver: Obj, method: str, node: cst.Call) -> None:
    """Note whether a table or a column was grouped, if that is known for sure."""
    keywords = keywords_of(node)
    if KEYS_AS_COLUMNS in receiver.traits or "axis" in keywords:
        return
    kind = receiver.traits & _KINDS if receiver.type == GROUPS else _kind_of(receiver)
    if not kind or ("as_index" in keywords and not (says(node, "as_index", "False") or says(node, "as_index", "True"))):
        return
    windows = frozenset({OF_WINDOWS}) if method in WINDOWS else frozenset()
    keys = frozenset({KEYS_AS_COLUMNS}) if says(node, "as_index", "False") else frozenset()
    mark(made, kind | windows | keys)


def _kind_of(table: Obj) -> frozenset[str]:
    if not table.traits >= EXACT:
        return frozenset()
    return frozenset({OF_TABLE} if table.type == "DataFrame" else {OF_COLUMN})


def columns_of_groups(m: Machine, node: cst.CSTNode, groups: Obj, keys: Sequence[Value]) -> Obj:
    """`groups["price"]` and `groups[["price", "area"]]`: the same groups of these columns alone."""
    key = join(*keys) if len(keys) == 1 else ()
    chosen = m.make(node, GROUPS, "columns")
    if key and groups.traits & _KINDS and all(obj.type in ("str", "list") for obj in key):
        kinds = {OF_COLUMN if obj.type == "str" else OF_TABLE for obj in key}
        mark(chosen, groups.traits & _KEPT | kinds)
    hold(chosen, (groups, *(each for each in groups.contents if each.type == "tuple")))
    share_objects(chosen, (groups,))
    return chosen


#: Traits that groups of some of the columns have as well.
_KEPT = frozenset({KEYS_AS_COLUMNS, OF_WINDOWS})


def result_of_groups(groups: Obj, method: str, arguments: Sequence[Argument]) -> tuple[str, frozenset[str]]:
    """The type of what a method gives, and its traits: whether it is sure to be that, and how its columns stand."""
    type_, is_sure = _result_of_groups(groups, method, arguments)
    is_of_columns = OF_COLUMN in groups.traits and OF_TABLE not in groups.traits
    functions = arguments[0][0] if arguments and arguments[0][1] is None else ()
    in_levels = method == "describe" or (method in ("agg", "aggregate") and any(map(_has_lists, functions)))
    levels = LEVELS if type_ == "DataFrame" and in_levels and not is_of_columns else frozenset[str]()
    return type_, levels | (EXACT if is_sure else frozenset())


def _result_of_groups(groups: Obj, method: str, arguments: Sequence[Argument]) -> tuple[str, bool]:
    kind = groups.traits & _KINDS
    if len(kind) != 1:
        return "DataFrame", False
    own = "DataFrame" if OF_TABLE in kind else "Series"
    summary = "DataFrame" if KEYS_AS_COLUMNS in groups.traits else own
    if method in ("agg", "aggregate"):
        return _aggregated(summary, arguments)
    if method in SUMMARIES:
        return summary, True
    if method in ROW_BY_ROW or (method == "apply" and OF_WINDOWS in groups.traits):
        return own, True
    if method in COUNTING:
        return ("DataFrame" if method == "size" and KEYS_AS_COLUMNS in groups.traits else "Series"), True
    return "DataFrame", method in DESCRIBING


def _aggregated(summary: str, arguments: Sequence[Argument]) -> tuple[str, bool]:
    """`agg("mean")` gives what `mean()` gives; several functions give a table."""
    given = [value for value, keyword in arguments if keyword is None]
    if not given:
        return "DataFrame", bool(arguments) and all(keyword not in ("func", "*", "**") for _, keyword in arguments)
    functions = given[0]
    if functions and all(obj.type in ("list", "dict") for obj in functions):
        return "DataFrame", True
    is_summary = bool(functions) and all(obj.type == "str" and obj.constant in SUMMARIES for obj in functions)
    return summary if is_summary else "DataFrame", is_summary


def _has_lists(functions: Obj) -> bool:
    """A list of functions gives columns in two levels."""
    return functions.type == "list" or any(obj.type == "list" for obj in elements((functions,)))
