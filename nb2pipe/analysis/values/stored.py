"""What lists, dicts, sets and deques are made of, and what their methods put into them: noted for type hints."""

from __future__ import annotations

from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.fills import UNTOLD, begin, note_all_of, note_items, note_keys
from nb2pipe.analysis.state.heap import NOTHING, join
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.arguments import Argument

_OF_ONE = frozenset({"append", "appendleft", "add"})
_OF_MANY = frozenset({"extend", "extendleft", "update"})
_TAKING = frozenset({"pop", "popleft", "popitem", "remove", "discard", "clear", "sort", "reverse", "rotate"})
#: Methods of which it is known what they put in.
TOLD_METHODS = _OF_ONE | _OF_MANY | _TAKING | {"insert", "setdefault"}
_NAME: Value = (Obj("str"),)
#: The trait of an iterator that gives tuples, of which one stands for all.
ZIPPED = frozenset({"zipped"})
_COUNT: Value = (Obj("int"),)
#: Functions whose first argument alone is copied.
_COPYING = ("builtins.list", "builtins.set", "builtins.sorted", "collections.deque")


def note_copied(obj: Obj, name: str, values: list[Value]) -> None:
    """Note what a container has that a function of Python makes of others."""
    begin(obj)
    if name == "collections.Counter":
        note_items(obj, _COUNT)
    for source in join(*(values[:1] if name in _COPYING else values)):
        if source.traits >= ZIPPED and name != "collections.Counter":
            _note_rows(obj, source)
        elif source.type == "range" and obj.type != "dict":
            note_items(obj, _COUNT)
        else:
            note_all_of(obj, (source,))


def _note_rows(obj: Obj, source: Obj) -> None:
    """Note what a container has of tuples; a dict takes pairs of them apart."""
    for row in source.contents if obj.type == "dict" else ():
        note_keys(obj, row.parts.get("[0]", NOTHING))
        note_items(obj, row.parts.get("[1]", NOTHING))


def note_stored(obj: Obj, method: str, arguments: list[Argument]) -> None:
    """Note what a call of one of these methods puts into the container."""
    plain = [value for value, keyword in arguments if keyword is None]
    named = [value for value, keyword in arguments if keyword not in (None, "*", "**")]
    if len(plain) + len(named) < len(arguments):
        mark(obj, frozenset() if method in _TAKING else UNTOLD)
    elif method in _OF_ONE:
        note_items(obj, plain[0] if plain else NOTHING)
    elif method in _OF_MANY:
        note_all_of(obj, [each for value in plain for each in value])
        for value in named if obj.type == "dict" else ():
            note_keys(obj, _NAME)
            note_items(obj, value)
    elif method in ("insert", "setdefault"):
        if method == "setdefault":
            note_keys(obj, plain[0] if plain else NOTHING)
        note_items(obj, plain[1] if len(plain) > 1 else NOTHING)
