"""Types that analysis saw -> annotations by the names under which the notebook knows them."""

from __future__ import annotations

from nb2pipe.model.analysis import Write, WriteKind
from nb2pipe.planning.definitions import Definitions

_BUILTIN = {"int", "float", "str", "bool", "list", "dict", "set", "tuple", "bytes", "complex"}
#: Type -> its module, and the name that readers expect the module to have.
_LIBRARY = {"DataFrame": ("pandas", "pd"), "Series": ("pandas", "pd"), "ndarray": ("numpy", "np")}


def annotation_for(write: Write, definitions: Definitions) -> str:
    """The annotation of a value; `Any` unless its type is known for sure and can be named."""
    if write.kind is WriteKind.BIND and (write.passes or not write.certain):
        return "Any"
    if write.type in _BUILTIN:
        return write.type if write.is_exact else "Any"
    if write.made_by:
        return _name_of_class(write.made_by, definitions)
    if write.type not in _LIBRARY or not write.is_exact:
        return "Any"
    module, customary = _LIBRARY[write.type]
    alias = _imported_as(definitions, module, None) or ("" if definitions.binds(customary) else customary)
    return f"{alias}.{write.type}" if alias else "Any"


def _name_of_class(qualified: str, definitions: Definitions) -> str:
    if "." in qualified:
        return _name_in_library(qualified, definitions)
    is_importable = qualified in definitions.defined and definitions.is_closed(qualified)
    return qualified if is_importable else "Any"


def _name_in_library(qualified: str, definitions: Definitions) -> str:
    """As the notebook would write it: `Pipeline`, `pipeline.Pipeline`, `xgb.XGBClassifier`; otherwise in full."""
    known, rest = qualified, ""
    while known:
        module, _, member = known.rpartition(".")
        alias = (_imported_as(definitions, module, member) if module else "") or _imported_as(definitions, known, None)
        if alias:
            return alias + rest
        known, rest = module, f".{member}{rest}"
    return qualified


def _imported_as(definitions: Definitions, module: str, member: str | None) -> str:
    """The name under which the notebook imports it, everywhere the same; empty if there is none."""
    for name, found in sorted(definitions.imported.items()):
        item = found[0].item
        is_the_whole = member is None and item.binds == item.root != module
        if (item.module, item.member) == (module, member) and not is_the_whole and definitions.is_stable_import(name):
            return name
    return ""
