"""Functions that close figures, as only the package has them -> the same functions as cells have them, showing them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from nb2pipe.syncing.units import Unit
from nb2pipe.syntax.statements import Named, definitions_in, first_line, meaning_of

_CLOSING = re.compile(r"""^(\s*)[\w.]+\.close\((?:"all"|'all')\)$""")
#: Function or class -> the statement that shows its figures in a cell.
Shows = Mapping[str, str]


def shows_in(modules: Iterable[str], units: Iterable[Unit]) -> Shows:
    """Definitions of modules that are those of cells but for this one statement."""
    found: dict[str, str] = {}
    meanings: dict[str, str] = {}
    for unit in units:
        for each in unit.statements:
            shown = set(_shows(each.node)) if isinstance(each.node, Named) else set()
            if isinstance(each.node, Named) and len(shown) == 1:
                found[each.node.name], meanings[each.node.name] = shown.pop(), each.meaning
    named = {
        node.name
        for module in modules
        for node in definitions_in(with_shows(module, found))
        if meanings.get(node.name) == meaning_of(node)
    }
    return {name: text for name, text in found.items() if name in named}


def with_shows(module: str, shows: Shows) -> str:
    """The module, line for line, with these statements where it closes figures."""
    lines = module.split("\n")
    for node in definitions_in(module) if shows else ():
        for line in range(first_line(node), node.end_lineno or 0):
            closing = _CLOSING.match(lines[line])
            if closing is not None and node.name in shows:
                lines[line] = closing[1] + shows[node.name]
    return "\n".join(lines)


def _shows(definition: Named) -> Iterator[str]:
    for node in ast.walk(definition):
        match node:
            case ast.Expr(ast.Call(ast.Attribute(attr="show"))):
                yield ast.unparse(node)
