"""The type hint of a list, tuple or dict whose items the code writes out: `list[str]`."""

from __future__ import annotations

from collections.abc import Iterable

from nb2pipe.analysis.knowledge.given_types import ITEMS
from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.exactness import is_exact
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.wholes import entries_of, items_of

_ATOMS = frozenset({"int", "float", "str", "bool"})
#: Collections are looked into so deep, and so far.
_DEEPEST, _MOST = 2, 64
#: Tuples with more items of one type are taken for as many as there may be.
_PAIR_OR_SO = 4


def hint_of_items(value: Value, depth: int = 0) -> str:
    """What the items show; empty where they do not."""
    types = {obj.type for obj in value}
    type_ = types.pop() if len(types) == 1 else ""
    if type_ in _ATOMS:
        return type_ if depth and is_exact(value) else ""
    if depth > _DEEPEST or type_ not in ("list", "tuple", "dict"):
        return ""
    if type_ == "list" and (alike := _type_of_all(value)):
        return f"list[{alike}]"
    items = list((entries_of(value) or {}).values()) if type_ == "dict" else items_of(value)
    if not items or len(items) > _MOST:
        return ""
    hints = [hint_of_items(item, depth + 1) for item in items]
    if type_ == "tuple":
        is_long = len(hints) > _PAIR_OR_SO and len(set(hints)) == 1
        return f"tuple[{f'{hints[0]}, ...' if is_long else ', '.join(hints)}]" if all(hints) else ""
    inner = _common(hints)
    if type_ == "list":
        return f"list[{inner}]" if inner else ""
    return f"dict[str, {inner or 'Any'}]"


def note_items(made: Obj, item: Value) -> None:
    """Note the type of the items of a list that code has just made, where it is one for all."""
    types = {obj.type for obj in item}
    if made.type == "list":
        mark(made, frozenset({ITEMS + (types.pop() if len(types) == 1 and is_exact(item) else "")}))


def _type_of_all(value: Value) -> str:
    noted = {trait.removeprefix(ITEMS) for obj in value for trait in obj.traits if trait.startswith(ITEMS)}
    type_ = noted.pop() if len(noted) == 1 and len(value) == 1 and value[0].last_change < 0 else ""
    return type_ if type_ in _ATOMS else ""


def _common(hints: Iterable[str]) -> str:
    """The one type of all items; empty if there is none."""
    found = set(hints)
    if found == {"int", "float"}:
        return "float"
    return found.pop() if len(found) == 1 else ""
