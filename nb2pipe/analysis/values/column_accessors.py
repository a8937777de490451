"""`column.str`, `column.dt` and `column.cat`: what their methods and attributes give."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.knowledge.column_accessors import COLUMNS_OF_ACCESSORS
from nb2pipe.analysis.knowledge.exact_types import EXACT
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.heap import sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj
from nb2pipe.analysis.values.object_columns import keep_objects, share_objects
from nb2pipe.syntax.arguments import says

#: Methods of the texts in a column that give a list for each.
_SPLITTING = frozenset({"split", "rsplit", "findall"})


def made_by_accessor(m: Machine, node: cst.Call, accessor: Obj, method: str) -> Obj | None:
    """The column that a method of an accessor gives; None for another method, or another object."""
    texts = columns_behind(accessor, "str")
    if method == "get" and texts:
        return characters(m, node, texts)
    splits = method in _SPLITTING and bool(texts) and not says(node, "expand", "True")
    if not splits and not gives_column(accessor, method):
        return None
    column = m.make(node, "Series", f"method-{method}")
    if splits:
        keep_objects(column)
    mark(column, EXACT)
    return column


def characters(m: Machine, node: cst.CSTNode, texts: list[Obj]) -> Obj:
    """`column.str[0]`: a column of characters, or of what the lists in the column hold there."""
    column = m.make(node, "Series", "characters")
    share_objects(column, texts)
    mark(column, EXACT)
    return column


def gives_column(accessor: Obj, name: str) -> bool:
    """Whether the method or attribute of an accessor computes a column."""
    return any(name in names and columns_behind(accessor, each) for each, names in COLUMNS_OF_ACCESSORS.items())


def columns_behind(accessor: Obj, name: str) -> list[Obj]:
    """The columns of which the object is the accessor of that name."""
    if accessor.type != "pandas-view":
        return []
    owners = [owner for owner in accessor.holders if owner.type == "Series"]
    return sorted_objects(owner for owner in owners if accessor in owner.parts.get(f".{name}", ()))
