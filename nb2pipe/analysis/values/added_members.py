"""What the notebook has made a part of a library's class, asked for by an object: `table.geo`, `table.total`."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.heap import NOTHING, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.callables import run_function
from nb2pipe.analysis.values.classes import instantiate
from nb2pipe.analysis.values.library import put_in_classes


def added_member(m: Machine, node: cst.CSTNode, obj: Obj, name: str) -> Value:
    """What the property gives, or the accessor made for the object; nothing where there is neither."""
    added = [
        each for each in put_in_classes(m, name, node) if each.type == "class" or each.name.startswith("property ")
    ]
    if not added:
        return NOTHING
    with m.journal.perhaps():
        follow = {"class": instantiate, "function": run_function}
        return join(*(follow[each.type](m, each, [((obj,), None)], node) for each in added))
