"""Modules of a package -> names that their code looks up and nothing in them binds.

A name that the notebook binds and a module does not was lost on the way: the package would end with a NameError.
"""

from __future__ import annotations

import builtins
import symtable
from collections.abc import Collection, Iterator

_KNOWN = frozenset(dir(builtins)) | {"__file__", "__name__", "__doc__", "__package__", "__spec__", "__annotations__"}


def lost_names(source: str, bound: Collection[str]) -> Iterator[tuple[str, str]]:
    """Function or class at the module's top level, and each of the names in `bound` that it looks up in vain."""
    if "import *" in source:
        return
    try:
        module = symtable.symtable(source, "module", "exec")
    except SyntaxError:  # code for a newer Python than this one
        return
    known = _KNOWN | set(_names_of(module))
    wanted = {name for name in bound if name not in known}
    for table in module.get_children() if wanted else ():
        for name in sorted(wanted.intersection(_looked_up(table))):
            yield table.get_name(), name


def _names_of(table: symtable.SymbolTable) -> Iterator[str]:
    """What the module binds, also in functions that say `global`."""
    is_module = table.get_type() == "module"
    for symbol in table.get_symbols():
        is_bound = symbol.is_assigned() or symbol.is_imported()
        if is_bound and (is_module or symbol.is_declared_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _names_of(child)


def _looked_up(table: symtable.SymbolTable) -> Iterator[str]:
    yield from (symbol.get_name() for symbol in table.get_symbols() if symbol.is_global() and symbol.is_referenced())
    for child in table.get_children():
        yield from _looked_up(child)
