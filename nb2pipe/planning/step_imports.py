"""Names that a step's code uses -> the imports that it needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import libcst as cst

from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Fragment, Import
from nb2pipe.planning.workshop import Workshop
from nb2pipe.syntax.registering import REGISTERING
from nb2pipe.syntax.scopes import dotted_name
from nb2pipe.syntax.walk import walk


def imports_of_code(
    shop: Workshop, used: Collection[str], cells: Iterable[int], fragments: Sequence[Fragment]
) -> set[Import]:
    """What must be imported for these names, as the cells use them, and for what the statements reach through them."""
    found: set[Import] = set()
    implicit = {n for cell in cells for n in shop.parsed.cells[cell].implicit_imports}
    for name in used:
        if shop.definitions.is_stable_import(name):
            found.update(imported.item for imported in shop.definitions.imported[VarName(name)])
        elif name in implicit and name not in shop.definitions.imported:
            found.add(Import(VarName(name), name, None))
        elif name == "display" and not shop.definitions.binds(name):
            found.add(Import(VarName("display"), "IPython.display", "display"))
    found |= _submodules(shop, found, fragments)
    return found | _registering(shop, {item.root for item in found})


def _registering(shop: Workshop, roots: set[str]) -> set[Import]:
    """What the notebook imports only because that changes a library which the step uses."""
    everything = (imported.item for group in shop.definitions.imported.values() for imported in group)
    return {item for item in everything if REGISTERING.get(item.module) in roots}


def _submodules(shop: Workshop, found: Collection[Import], fragments: Iterable[Fragment]) -> set[Import]:
    """Modules that the step reaches through their package, and that another import of the notebook loads."""
    packages = {i.binds: i.module if i.binds != i.root else i.root for i in found if i.member is None and not i.level}
    chains = {
        f"{packages[VarName(root)]}.{rest}"
        for fragment in fragments
        for statement in fragment.statements
        for node in walk(statement)
        if isinstance(node, cst.Attribute)
        for root, _, rest in [dotted_name(node).partition(".")]
        if root in packages
    }
    there = {path for item in found for path in (item.module, f"{item.module}.{item.member}")}
    return {
        item
        for path, item in shop.definitions.loaded.items()
        if (item.member or "." in item.module)
        and not any(f"{each}.".startswith(f"{path}.") for each in there)
        and any(f"{chain}.".startswith(f"{path}.") for chain in chains)
    }
