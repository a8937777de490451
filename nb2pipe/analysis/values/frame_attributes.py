"""`df.note = "raw"` on a frame that has no such column: an attribute, which neither a copy nor another process has."""

from __future__ import annotations

from nb2pipe.analysis.knowledge.types import TABLES
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj

#: Attributes that pandas keeps with the data.
_KEPT = frozenset({"columns", "index", "attrs", "flags", "loc", "iloc", "at", "iat"})
_TRAIT = "attribute"


def set_attribute(m: Machine, obj: Obj, name: str) -> None:
    """Note that this cell sets an attribute, if nothing has shown a column of that name."""
    is_kept = name in _KEPT or (name == "name" and obj.type == "Series")
    if obj.type in TABLES and not is_kept and f".{name}" not in obj.parts:
        mark(obj, frozenset({f"{_TRAIT} {m.recorder.cell} {name}"}))


def keep_attribute(m: Machine, obj: Obj, name: str) -> None:
    """Keep who asks for an attribute in one process with the cell that set it."""
    if obj.type not in TABLES:
        return
    for trait in sorted(obj.traits):
        kind, _, rest = trait.partition(" ")
        cell, _, attribute = rest.partition(" ")
        if kind == _TRAIT and attribute == name and int(cell) < m.recorder.cell:
            m.names_of((obj,))  # which notes them as consulted
            reason = f"`{name}` is no column, for all that is known, and pandas keeps no other attribute of a table"
            m.entangled.setdefault((int(cell), m.recorder.cell), reason)
