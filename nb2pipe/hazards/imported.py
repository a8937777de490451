"""Cells -> what the names stand for that imports bind, and nothing else."""

from __future__ import annotations

from functools import lru_cache

import libcst as cst

from nb2pipe.hazards.context import Context
from nb2pipe.model.accesses import BindingKind
from nb2pipe.syntax.scopes import dotted_name, import_bindings


def full_name(context: Context, node: cst.CSTNode) -> str:
    """`numpy.random.rand` for `np.random.rand`; empty where no import says what the name means."""
    root, dot, rest = dotted_name(node).partition(".")
    meant = _imported(context).get(root, "")
    return f"{meant}{dot}{rest}" if meant else ""


def means_one_thing(context: Context, name: str) -> bool:
    """Whether nothing but imports of one and the same thing ever binds the name, and nothing deletes it."""
    return name in _imported(context) and not any(name in facts.deletes for facts in context.code)


@lru_cache(maxsize=1)
def _imported(context: Context) -> dict[str, str]:
    """Name -> the only thing that it ever stands for."""
    meanings: dict[str, set[str]] = {}
    for _, tree in context.trees():
        imports: list[cst.Import | cst.ImportFrom] = [*tree.all(cst.Import), *tree.all(cst.ImportFrom)]
        for name, meant in (each for node in imports for each in meanings_of(node)):
            meanings.setdefault(name, set()).add(meant)
    bound = {write.name for _, write in context.writes() if write.binding is not BindingKind.IMPORT}
    return {name: min(meant) for name, meant in meanings.items() if len(meant) == 1 and name not in bound}


def meanings_of(node: cst.Import | cst.ImportFrom) -> list[tuple[str, str]]:
    """Each name that an import binds, and what it stands for."""
    bindings = import_bindings(node)
    if isinstance(node, cst.Import):
        return [(name, alias.evaluated_name if alias.asname else name) for name, alias in bindings]
    module = "." * len(node.relative) + dotted_name(node.module)
    return [(name, f"{module}.{alias.evaluated_name}") for name, alias in bindings]
