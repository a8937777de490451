"""Lists, tuples and dicts of which every item is known, and in which order."""

from __future__ import annotations

import ast

import libcst as cst

from nb2pipe.analysis.state.heap import KEYS, TEXTS
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.syntax.scopes import dotted_name

#: The trait of a display, or of what `*args` and `**kwargs` take up, that holds more than its parts say.
PARTIAL = "partial"


def items_of(value: Value) -> list[Value] | None:
    """The items of a list or tuple, in order; None if they are not all known."""
    if len(value) != 1 or value[0].type not in ("list", "tuple") or not _is_whole(value[0]):
        return None
    parts = {key: part for key, part in value[0].parts.items() if key != TEXTS}
    keys = [f"[{index}]" for index in range(len(parts))]
    is_empty = not value[0].contents and not value[0].parts
    return [parts[key] for key in keys] if set(keys) == set(parts) and (parts or is_empty) else None


def entries_of(value: Value) -> dict[str, Value] | None:
    """The values of a dict whose keys are texts; None if they are not all known."""
    if len(value) != 1 or value[0].type != "dict" or not _is_whole(value[0]):
        return None
    if TEXTS in value[0].parts or not _is_written_out(value[0].node):
        return None
    keys = [key for key in value[0].parts if key != KEYS]
    if not keys or not all(key.startswith(("['", '["')) for key in keys):
        return None
    return {ast.literal_eval(key[1:-1]): value[0].parts[key] for key in keys}


def _is_written_out(node: cst.CSTNode | None) -> bool:
    """Whether a dict is `{"a": 1}`, `dict(a=1)` or the named arguments of a function."""
    if isinstance(node, cst.Call):
        return dotted_name(node.func) == "dict" and all(argument.keyword is not None for argument in node.args)
    return isinstance(node, (cst.Dict, cst.Param))


def _is_whole(obj: Obj) -> bool:
    """Whether nothing was put in, or taken out, that the parts do not show."""
    return PARTIAL not in obj.traits and (obj.type == "tuple" or obj.last_change < 0)
