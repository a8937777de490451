"""What loops go through: the keys of a dict, small ranges, and the paths that a search of the disk gives."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from nb2pipe.analysis.knowledge.types import IMMUTABLE
from nb2pipe.analysis.state.changing import mark, put_part
from nb2pipe.analysis.state.fills import FILLED, is_told, items_noted, keys_noted
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, elements, hold, join, keep_texts, sorted_objects
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.texts import MAX_TEXTS, RANGE, UNKNOWN, constants, path_texts, text_like
from nb2pipe.analysis.values.wholes import entries_of


def counted(m: Machine, node: cst.CSTNode, value: Value) -> Value:
    """The number that iterating over ranges gives, with its choices where there are few; nothing for other objects."""
    found = [_number(m, node, obj) for obj in value if obj.type == "range"]
    return tuple(dict.fromkeys(found))


def _number(m: Machine, node: cst.CSTNode, range_: Obj) -> Obj:
    limits = " ".join(sorted(range_.traits))
    number = m.make(node, "int", f"element {limits}")
    mark(number, range_.traits)
    return number


def _small_range(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`range(2019, 2022)`, if what it gives is known."""
    limits = [constants(value) for value in values]
    if not all(len(known) == 1 and isinstance(known[0], int) for known in limits):
        return None
    numbers = [known[0] for known in limits if isinstance(known[0], int)]
    if not 1 <= len(numbers) <= 3 or numbers[2:] == [0]:
        return None
    # Not by its length, which may be no number that the machine knows.
    if not range(*numbers) or range(*numbers)[MAX_TEXTS:]:
        return None
    obj = m.make(node, "range", f"range {numbers}")
    mark(obj, frozenset({RANGE + " ".join(str(number) for number in numbers)}))
    return (obj,)


def keys_of(m: Machine, node: cst.CSTNode, value: Value) -> Value:
    """The keys of dicts whose entries are all known texts, or else of known types; nothing where one is of another."""
    entries = [entries_of((obj,)) for obj in value]
    if not all(entries) or sum(len(known or ()) for known in entries) > MAX_TEXTS:
        return _of_types(m, node, [keys_noted(obj) if is_told(obj) else None for obj in value], "key")
    return join(*(_key(m, node, text) for known in entries for text in known or ()))


def items_noted_in(m: Machine, node: cst.CSTNode, value: Value, tag: str = "") -> Value:
    """The numbers and texts in containers, if there is nothing else in them; nothing where that is not known."""
    return _of_types(m, node, [items_noted(obj) if is_told(obj) else None for obj in value], f"item {tag}")


def with_plain(m: Machine, node: cst.CSTNode, source: Value, found: Value, *, keys: bool = False) -> Value:
    """What an element, or a key, of containers may be: objects that they hold, and numbers and texts beside these."""
    return join(found, *(_plain_in(m, node, obj, found, keys=keys) for obj in source)) if found else found


def _plain_in(m: Machine, node: cst.CSTNode, obj: Obj, found: Value, *, keys: bool) -> Value:
    seen = {each.type for each in found}
    if obj.type in FILLED and is_told(obj):
        noted = keys_noted(obj) if keys and obj.type == "dict" else items_noted(obj)
        unseen = frozenset(name for name in noted if name.replace("None", "NoneType") not in seen)
        return (_of_types(m, node, [unseen], "plain") or SCALAR) if unseen else NOTHING
    if not seen.isdisjoint(_FOLLOWED):
        return NOTHING
    if obj.type in FILLED or obj.type == "tuple":
        return NOTHING if obj.type == "tuple" and obj.parts else SCALAR
    if obj.type in ("iterator", "dictview") and all(each.type == "tuple" for each in found):
        return NOTHING
    if obj.type == "dictview":
        dicts = [held for held in sorted_objects(obj.loose) if held.type == "dict"]
        return join(*(_plain_in(m, node, held, found, keys=False) for held in dicts))
    return SCALAR if obj.type in _WITH_MORE else NOTHING


#: Texts and paths are followed from what holds them.
_FOLLOWED = frozenset({*IMMUTABLE, "path"})
#: Iterating over these gives labels and cells, or what is not followed if it is no object.
_WITH_MORE = frozenset({"DataFrame", "Series", "Index", "pandas-view", "iterator", "generator"})
#: Types whose values are told apart by nothing else that anybody follows.
_PLAIN = frozenset({"int", "float", "str", "bool"})


def _of_types(m: Machine, node: cst.CSTNode, noted: list[frozenset[str] | None], tag: str) -> Value:
    names: set[str] = set()
    for each in noted:
        if not each or not each <= _PLAIN:
            return NOTHING
        names |= each
    return tuple(m.make(node, name, f"{tag} {name}") for name in sorted(names))


def _key(m: Machine, node: cst.CSTNode, text: str) -> Value:
    key = m.make(node, "str", f"key {text}")
    key.constant = text
    return (key,)


def pair_of(m: Machine, node: cst.CSTNode, obj: Obj) -> Obj:
    """What iterating over `obj.items()` gives."""
    pair = m.make(node, "tuple", "pair")
    put_part(pair, "[0]", keys_of(m, node, (obj,)) or SCALAR)
    items = with_plain(m, node, (obj,), elements((obj,)))
    put_part(pair, "[1]", items or items_noted_in(m, node, (obj,)) or SCALAR)
    hold(pair, elements((obj,)))
    return pair


def found_paths(m: Machine, node: cst.CSTNode, holder_type: str, path_type: str, pattern: str) -> Obj:
    """What a search of the disk gives: a container of texts or paths that are like the pattern."""
    found = m.make(node, holder_type, "found")
    path = text_like(m, node, path_type, pattern)
    hold(found, (path,))
    keep_texts(found, (path,))
    return found


def _walked_folders(m: Machine, node: cst.CSTNode, folder: str) -> Obj:
    """What `os.walk(folder)` gives: tuples of a folder in it and the names in that."""
    walk, step = m.make(node, "iterator", "walk"), m.make(node, "tuple", "step")
    put_part(step, "[0]", (text_like(m, node, "str", f"{folder}*"),))
    for index in (1, 2):
        names = m.make(node, "list", f"names {index}")
        put_part(step, f"[{index}]", (names,))
        hold(step, (names,))
    hold(walk, (step,))
    return walk


def _globbed(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """`glob.glob("data/*.csv")`: texts like the pattern."""
    patterns = path_texts(values[0]) if values else []
    return (found_paths(m, node, "list", "str", patterns[0]),) if len(patterns) == 1 else None


def _listed(m: Machine, node: cst.Call, _values: list[Value]) -> Value:
    """`os.listdir(folder)`: names."""
    return (found_paths(m, node, "list", "str", UNKNOWN),)


def _walked(m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    folders = path_texts(values[0]) if values else []
    return (_walked_folders(m, node, folders[0]),) if len(folders) == 1 else None


#: Functions that give something to go through -> what they give, or None where that is not known.
SEARCHES: dict[str, Callable[[Machine, cst.Call, list[Value]], Value | None]] = {
    "builtins.range": _small_range,
    "glob.glob": _globbed,
    "glob.iglob": _globbed,
    "os.listdir": _listed,
    "os.walk": _walked,
}
