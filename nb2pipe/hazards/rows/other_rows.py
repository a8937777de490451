"""Calls by which other rows have a part in a row: ranks, fills from below, matches in time."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.made_columns import is_negative
from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.given import Given
from nb2pipe.hazards.rows.values import Data, Learned, spread
from nb2pipe.syntax.arguments import keyword_value
from nb2pipe.syntax.chains import called_name


def ranked(lineage: Following, given: Given, received: Data, _whole: Data) -> Data | None:
    """`df["price"].rank(pct=True)`: where a row stands among all."""
    is_plain = bool(received.rows) and not received.is_grouped and not is_by_row(given.node)
    return with_statistic(lineage, given, received) if is_plain else None


def filled_from_below(lineage: Following, given: Given, received: Data, _whole: Data) -> Data | None:
    """`bfill()`, `fillna(method="bfill")`: a row gets what rows below it say."""
    is_backward = given.name != "fillna" or bool(_texts_given(given, "method") & {"bfill", "backfill"})
    is_plain = bool(received.rows) and not received.is_grouped and not is_by_row(given.node)
    # After `ffill()`, only the first rows are still empty.
    owner = given.node.func.value if isinstance(given.node.func, cst.Attribute) else None
    is_rest = isinstance(owner, cst.Call) and called_name(owner) == "ffill"
    return with_statistic(lineage, given, received) if is_plain and is_backward and not is_rest else None


def brought_up(lineage: Following, given: Given, received: Data, _whole: Data) -> Data | None:
    """`shift(-1)`, `diff(-1)`: a row gets what a row below it says."""
    if not received.rows or not is_negative(_periods(given.node)):
        return None
    learned = Learned(lineage.cell, given.node, given.name, received.rows, looks_ahead=True)
    return replace(
        received, learned=received.learned | {learned}, is_grouped=False, looks_back=False, items=(), texts=frozenset()
    )


def _periods(node: cst.Call) -> cst.BaseExpression | None:
    plain = [arg.value for arg in node.args if arg.keyword is None and not arg.star]
    return keyword_value(node, "periods") or (plain[0] if plain else None)


def interpolated(lineage: Following, given: Given, received: Data, _whole: Data) -> Data | None:
    """`interpolate()`: what is missing gets a value between that above it and that below it."""
    is_forward = bool(_texts_given(given, "method") & {"pad", "ffill"})
    is_plain = bool(received.rows) and not received.is_grouped and not is_by_row(given.node) and not is_forward
    return with_statistic(lineage, given, received) if is_plain else None


def matched_later(lineage: Following, given: Given, _received: Data, whole: Data) -> Data | None:
    """`merge_asof(…, direction="forward")`: a row gets what is known only later."""
    if not _texts_given(given, "direction") & {"forward", "nearest"}:
        return None
    return with_statistic(lineage, given, spread(given.positional[0]) if given.positional else whole)


def with_statistic(lineage: Following, given: Given, data: Data) -> Data:
    """Rows that a call has made from all of them."""
    learned = Learned(lineage.cell, given.node, given.name, data.rows)
    return replace(data, learned=data.learned | {learned}, items=(), texts=frozenset())


def _texts_given(given: Given, keyword: str) -> frozenset[str]:
    """The texts that an argument is known to be."""
    value = given.keywords.get(keyword)
    return value.texts if isinstance(value, Data) else frozenset()


def is_by_row(node: cst.Call) -> bool:
    """Whether it is computed along each row, so that rows do not learn of each other."""
    axis = keyword_value(node, "axis")
    code = cst.Module([]).code_for_node(axis) if axis is not None else "0"
    return code not in ("0", "None", "'index'", '"index"')
