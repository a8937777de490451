"""NB207: `from module import *`."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.context import Context, quoted
from nb2pipe.hazards.editing import replace_node
from nb2pipe.hazards.occurrences import names_taken_after
from nb2pipe.hazards.rule import Rule, notebook
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.findings import Edit, Finding, Fix, Severity
from nb2pipe.model.ids import RuleCode
from nb2pipe.syntax.free_names import free_names

_LONGEST_LINE = 100


class StarImport(Rule):
    """A star import binds names that the code does not show, and may hide others, built-in ones among them.

    Which names it binds depends on the version of the module. A name that nothing else defines may come from it, so
    a misspelled one is not found.

    Import the names that you use. Where the module can be looked into, and no code makes names in ways that cannot be
    seen, `nb2pipe fix` writes them: every name of the module that any cell uses, in the place of the star.
    """

    code = RuleCode("NB207")
    name = "star-import"
    severity = Severity.WARNING
    VALID = (notebook("from math import pi, sin"), notebook("import math"))
    INVALID = (notebook("from math import *"), notebook("from numpy import *\na = array([1])"))
    FIXED = (
        (
            notebook("from math import *  # constants", "def area(r):\n    return pi * r**2", "a = area(2) + floor(e)"),
            notebook(
                "from math import e, floor, pi  # constants",
                "def area(r):\n    return pi * r**2",
                "a = area(2) + floor(e)",
            ),
        ),
        (notebook("e = 1\nfrom math import *", "x = e"), notebook("e = 1\nfrom math import e", "x = e")),
        (notebook("from math import *; a = 1"), notebook("import math; a = 1")),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding for each import."""
        for facts, effect in context.live_effects(EffectKind.STAR_IMPORT):
            yield self.found(
                facts.index,
                context.effect_span(facts, effect),
                message=f"names from `{effect.target}` are bound here that the code does not show",
                hint="import the names that you use",
                fix=_spell_out(context, facts, effect),
            )


def _spell_out(context: Context, facts: CellFacts, effect: Effect) -> Fix | None:
    exported = context.star_exports.get(effect.target)
    node = effect.node
    if exported is None or not isinstance(node, cst.ImportFrom) or not context.legibility.is_whole():
        return None
    cell, _ = context.place(node, facts.index, effect.statement)
    names = sorted(exported & names_taken_after(context, cell, effect.statement))
    edit = _name_all(context, cell, node, names) if names else _import_module(context, cell, node, effect.target)
    if edit is None:
        return None
    return Fix(f"import {quoted(names)} by name" if names else f"import `{effect.target}` without its names", (edit,))


def _name_all(context: Context, cell: int, node: cst.ImportFrom, names: list[str]) -> Edit | None:
    one_line = ", ".join(names)
    star = context.span(cell, node)
    if star.end.column + len(one_line) > _LONGEST_LINE:
        line = context.source(cell).cell.source.split("\n")[star.start.line - 1]
        indent = line[: len(line) - len(line.lstrip())]
        one_line = "(\n" + "".join(f"{indent}    {name},\n" for name in names) + f"{indent})"
    return replace_node(context, cell, node.names, one_line) if isinstance(node.names, cst.ImportStar) else None


def _import_module(context: Context, cell: int, node: cst.ImportFrom, module: str) -> Edit | None:
    """The import may do more than bind names, so it stays; its own name must be free."""
    root = module.partition(".")[0]
    if any(
        free_names([own.node]).all & {root} or root in free_names([own.node]).binds
        for facts in context.code
        for own in facts.statements
    ):
        return None
    return replace_node(context, cell, node, f"import {module}")
