"""The state of global random generators as a value that steps hand on, bit for bit."""

from __future__ import annotations

import libcst as cst

from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import GENERATOR_STATES, Import
from nb2pipe.planning.definitions import Definitions

#: Generator -> the module that has its state, how that is set, and how it is taken.
_ACCESS = {
    "random:numpy": ("numpy", ("{m}.random.set_state({s})",), "{m}.random.get_state()"),
    "random:python": ("random", ("{m}.setstate({s})",), "{m}.getstate()"),
    # TensorFlow offers neither: its seed, and the generator from which each operation gets one of its own.
    "random:tensorflow": (
        "tensorflow.python.eager.context",
        ("{m}.set_global_seed({s}[0])", "{m}.context()._rng.setstate({s}[1])"),
        "({m}.global_seed(), {m}.context()._rng.getstate())",
    ),
    "random:torch": ("torch", ("{m}.set_rng_state({s})",), "{m}.get_rng_state()"),
}


def restore_state(name: VarName, definitions: Definitions) -> tuple[tuple[cst.BaseStatement, ...], Import]:
    """Statements that continue where the step before stopped drawing, and their import."""
    module, setters, _ = _ACCESS[name]
    item = module_import(module, definitions)
    codes = [setter.format(m=item.binds, s=GENERATOR_STATES[name]) for setter in setters]
    return tuple(map(cst.parse_statement, codes)), item


def save_state(name: VarName, definitions: Definitions) -> tuple[tuple[cst.BaseStatement, ...], Import]:
    """A statement that takes the state at the end of the step, and its import."""
    module, _, getter = _ACCESS[name]
    item = module_import(module, definitions)
    return (cst.parse_statement(f"{GENERATOR_STATES[name]} = {getter.format(m=item.binds)}"),), item


def module_import(module: str, definitions: Definitions) -> Import:
    """The notebook's own import of the module, or one under a name that it does not use."""
    for name, found in sorted(definitions.imported.items()):
        if definitions.is_stable_import(name) and found[0].item.module == module and found[0].item.member is None:
            return found[0].item
    taken = set(definitions.imported) | set(definitions.defined)
    holder, _, last = module.rpartition(".")
    alias = last if last not in taken and not definitions.binds(last) else f"_{last}"
    return Import(VarName(alias), holder or module, last if holder else None)
