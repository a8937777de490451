"""The state of global random generators as a value that steps hand on, bit for bit."""

from __future__ import annotations

import libcst as cst

from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import GENERATOR_STATES, Import
from nb2pipe.planning.definitions import Definitions

_ACCESS = {
    "random:numpy": ("numpy", "random.set_state", "random.get_state"),
    "random:python": ("random", "setstate", "getstate"),
    "random:torch": ("torch", "set_rng_state", "get_rng_state"),
}


def restore_state(name: VarName, definitions: Definitions) -> tuple[cst.BaseStatement, Import]:
    """A statement that continues where the step before stopped drawing, and its import."""
    module, setter, _ = _ACCESS[name]
    item = module_import(module, definitions)
    return cst.parse_statement(f"{item.binds}.{setter}({GENERATOR_STATES[name]})"), item


def save_state(name: VarName, definitions: Definitions) -> tuple[cst.BaseStatement, Import]:
    """A statement that takes the state at the end of the step, and its import."""
    module, _, getter = _ACCESS[name]
    item = module_import(module, definitions)
    return cst.parse_statement(f"{GENERATOR_STATES[name]} = {item.binds}.{getter}()"), item


def module_import(module: str, definitions: Definitions) -> Import:
    """The notebook's own import of the module, or one under a name that it does not use."""
    for name, found in sorted(definitions.imported.items()):
        if definitions.is_stable_import(name) and found[0].item.module == module and found[0].item.member is None:
            return found[0].item
    taken = set(definitions.imported) | set(definitions.defined)
    alias = module if module not in taken and not definitions.binds(module) else f"_{module}"
    return Import(VarName(alias), module, None)
