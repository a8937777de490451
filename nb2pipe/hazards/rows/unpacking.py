"""A value that several names take apart -> what each of them gets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from nb2pipe.hazards.rows.following import Following
from nb2pipe.hazards.rows.models import check_split
from nb2pipe.hazards.rows.values import Data, Value, spread

#: Names of the sides of a split that is made by hand.
SIDE = re.compile(r"(?<![a-zA-Z])(?:[xy]_?)?(?:train|test|hold_?out)|Train|Test")
#: Features or labels of some side: `X_test`, `y_calib`.
_OF_A_SIDE = re.compile(r"(?:[xy]|features?|labels?|target)_(\w+)\Z", re.IGNORECASE)


def parts_for(lineage: Following, elements: Sequence[cst.BaseElement], value: Value) -> list[Value]:
    """What each target gets: the parts that are known, the sides that their names tell, or all that there is."""
    items = value.items if isinstance(value, Data) else ()
    if len(items) == len(elements):
        return list(items)
    whole = spread(value)
    names = [element.value.value if isinstance(element.value, cst.Name) else "" for element in elements]
    sides = [_side_of(name) for name in names]
    if not {"train", "test"} <= {*sides}:
        return [whole] * len(elements)
    if not lineage.sets.has_sides(whole.rows):
        check_split(lineage, whole)
    return [_side(lineage, elements[0], whole, side) if side else whole for side in sides]


def _side_of(name: str) -> str:
    """Which side of a split a name stands for; nothing if it tells none."""
    if SIDE.search(name):
        return "train" if "train" in name.lower() else "test"
    found = _OF_A_SIDE.match(name)
    return found[1].lower() if found else ""


def _side(lineage: Following, key: cst.CSTNode, whole: Data, side: str) -> Data:
    """One side: of a function that changes both sides of an earlier split, or of one that splits by itself."""
    is_test = side == "test"
    if lineage.sets.has_sides(whole.rows):
        rows = frozenset(number for number in whole.rows if lineage.sets.was_held_back(frozenset({number})) is is_test)
        return replace(whole, rows=rows or whole.rows, items=(), texts=frozenset())
    rows = lineage.sets.part(whole.rows, (key, side), lineage.cell, is_test=is_test, is_split=True)
    return replace(whole, rows=rows, items=(), texts=frozenset())
