"""Readers that give several tables at once."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.heap import hold
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.syntax.arguments import keyword_value, says


def tables_of_page(m: Machine, node: cst.Call, _values: list[Value]) -> Value:
    """`pd.read_html(address)`: a list of tables."""
    return _several(m, node, "list")


def sheets(m: Machine, node: cst.Call, _values: list[Value]) -> Value | None:
    """`pd.read_excel(path, sheet_name=None)`, or with a list of sheets: a dict of tables."""
    if says(node, "sheet_name", "None") or isinstance(keyword_value(node, "sheet_name"), cst.List):
        return _several(m, node, "dict")
    return None


def _several(m: Machine, node: cst.Call, type_: str) -> Value:
    made = m.make(node, type_, "tables")
    hold(made, (m.make(node, "DataFrame", "table"),))
    return (made,)
