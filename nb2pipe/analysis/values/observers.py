"""Functions of the notebook that hear of each change of a widget."""

from __future__ import annotations

import libcst as cst

from nb2pipe.analysis.state.changing import put_part
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Value
from nb2pipe.analysis.values.callables import run_function

#: The part of a widget that stands for them.
_OBSERVERS = "<observers>"


def observe(widget: Obj, functions: Value) -> None:
    """`widget.observe(function)`."""
    put_part(widget, _OBSERVERS, join(widget.parts.get(_OBSERVERS, NOTHING), functions))


def tell_observers(m: Machine, widget: Obj, node: cst.CSTNode) -> None:
    """`widget.value = 3` calls them."""
    for function in widget.parts.get(_OBSERVERS, NOTHING):
        if function.type in ("function", "method"):
            with m.journal.perhaps():
                run_function(m, function, [(SCALAR, None)], node)
