"""`@pd.api.extensions.register_dataframe_accessor("geo")`: a class of the notebook becomes a part of a library's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import libcst as cst

from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Value
from nb2pipe.analysis.values.texts import constant_text

_OWNERS = {"dataframe": "pandas.DataFrame", "series": "pandas.Series", "index": "pandas.Index"}


def _registering(owner: str, m: Machine, node: cst.Call, values: list[Value]) -> Value | None:
    """What is then called with the class."""
    name = constant_text(values[0]) if values else None
    if name is None:
        return None
    made = m.make(node, "accessor")
    made.name = f"{owner}.{name}"
    return (made,)


ACCESSORS: dict[str, Callable[[Machine, cst.Call, list[Value]], Value | None]] = {
    f"pandas.api.extensions.register_{kind}_accessor": partial(_registering, owner) for kind, owner in _OWNERS.items()
}
