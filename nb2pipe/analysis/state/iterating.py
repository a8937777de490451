"""What iterating over objects gives: elements, keys of dicts, members of enumerations, groups of tables, axes."""

from __future__ import annotations

from nb2pipe.analysis.state.heap import (
    CELLS,
    ENUMERATION,
    GROUPS,
    KEYS,
    NOTHING,
    SOURCES,
    elements,
    hold,
    join,
    only_taken_from,
    sorted_objects,
    spill,
    unseen_elements,
)
from nb2pipe.analysis.state.objects import Obj, Value


def iterated(value: Value) -> Value:
    """What iterating over the objects gives: their elements, and of a dict its keys."""
    return join(known_elements(value), unseen_elements(value), _axes_in(value))


def known_elements(value: Value) -> Value:
    """What iterating gives, without objects of which nothing is known."""
    keys = [obj.parts.get(KEYS, NOTHING) for obj in value if obj.type == "dict"]
    members = [members_of(obj) for obj in value if ENUMERATION in obj.traits]
    others = [_given(obj) for obj in value if obj.type != "dict" and ENUMERATION not in obj.traits]
    return join(*others, *keys, *members)


def spill_iterated(holder: Obj, value: Value) -> None:
    """Let the holder keep what iterating over the objects gives, each as surely as they hold it."""
    columns = tuple(obj for obj in value if obj.type == "Series" and CELLS in obj.parts)
    spill(holder, tuple(o for o in value if o.type != "dict" and ENUMERATION not in o.traits and o not in columns))
    hold(holder, known_elements(columns))
    for class_ in value:
        hold(holder, members_of(class_) if ENUMERATION in class_.traits else NOTHING)
    hold(holder, iterated(tuple(obj for obj in value if obj.type == "dict")))
    hold(holder, _axes_in(value))


def members_of(class_: Obj) -> Value:
    """The members of an enumeration."""
    return join(*(tuple(obj for obj in part if class_ in obj.bases) for part in class_.parts.values()))


def _given(obj: Obj) -> Value:
    """What iterating over an object that is no dict gives: a view of a dict gives items, and not the dict."""
    if SOURCES in obj.parts:
        taken_from = only_taken_from(obj)
        return tuple(each for each in elements((obj,)) if each not in taken_from)
    if obj.type == "Series" and CELLS in obj.parts:
        return obj.parts[CELLS]
    if obj.type == GROUPS:
        # Only of tables that hold objects it is known what each group has.
        return tuple(each for each in sorted_objects(obj.contents) if each.type == "tuple")
    if obj.type != "dictview":
        return elements((obj,))
    return tuple(o for o in elements((obj,)) if o.type != "dict" or o in obj.contents or obj not in o.holders)


def _axes_in(value: Value) -> Value:
    """An array of axes is one drawing with each of them."""
    return tuple([obj for obj in value if obj.type == "figure"])
