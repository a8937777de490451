"""Types that analysis saw -> annotations that the step's module can resolve."""

from __future__ import annotations

from collections.abc import Mapping

from nb2pipe.model.analysis import Write

_BUILTIN = {"int", "float", "str", "bool", "list", "dict", "set", "tuple", "bytes", "complex"}
_LIBRARY = {"DataFrame": "pandas", "Series": "pandas", "ndarray": "numpy"}


def annotation_for(write: Write, aliases: Mapping[str, str]) -> str:
    """The annotation of a value; `Any` unless its type is known and its library imported by the step."""
    if not write.certain or (write.passes and write.kind.value == "bind"):
        return "Any"
    if write.type in _BUILTIN:
        return write.type
    library = _LIBRARY.get(write.type)
    if library is not None and library in aliases:
        return f"{aliases[library]}.{write.type}"
    return "Any"
