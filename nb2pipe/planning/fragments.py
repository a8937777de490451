"""The statements of a step, in the order of the notebook: its own, and those that it must repeat."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from nb2pipe.model.analysis import CellFacts, EffectKind, StatementFacts
from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import (
    Fragment,
    Import,
)  # fmt: skip
from nb2pipe.planning.generators import STATE_NAMES, restore_state, save_state
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.state import applies_to, names_in
from nb2pipe.planning.workshop import Workshop
from nb2pipe.syntax.scopes import free_names, names_of_block, parameter_nodes


def fragments_of(shop: Workshop, position: int, segment: Segment, cells: Sequence[CellFacts]) -> list[Fragment]:
    """The step's own statements, and those from elsewhere that must run in it, in document order."""
    own = set(segment.cells)
    used = {n for cell in segment.cells for n in shop.needs[cell].imports} | {
        n for facts in cells for s in facts.statements if not s.is_import for n in free_names([s.node]).all
    }
    rows: dict[tuple[int, int], tuple[cst.BaseStatement, bool]] = {}
    pending = [(cell, name) for cell in segment.cells for name in sorted(shop.needs[cell].definitions)]
    for facts in cells:
        for statement in facts.statements:
            if statement.is_display or statement.is_noise:
                continue
            if statement.is_import and all(shop.definitions.is_stable_import(n) for n in _names(statement.node)):
                continue
            if statement.is_import and _is_star(statement.node):
                for node in _unstable_star_imports(shop, facts, statement, used):
                    rows[facts.index, statement.index] = (node, True)
                continue
            if statement.alternatives and all(shop.definitions.is_closed(n) for n in statement.alternatives):
                wanted = set(shop.outputs[position]) & set(statement.alternatives)
                if not wanted:
                    continue
            if statement.defines and (
                shop.definitions.is_closed(statement.defines) or _is_unused(shop, segment, facts, statement)
            ):
                continue
            rows[facts.index, statement.index] = (statement.node, True)
    last = segment.cells[-1]
    for setting in shop.settings:
        if setting.cell < last and setting.cell not in own and applies_to(setting, cells):
            rows[setting.cell, setting.statement] = (setting.node, False)
            pending.extend((setting.cell, VarName(n)) for n in names_in(setting))
    for cell, name in pending:
        defined = shop.definitions.at(name, cell)
        if defined is not None and defined.moves and not shop.definitions.is_closed(name) and defined.cell not in own:
            rows.setdefault((defined.cell, defined.statement), (defined.node, False))
    stars: dict[tuple[int, int], list[Import]] = {}
    for name in sorted({n for cell in segment.cells for n in shop.needs[cell].imports}):
        imported = shop.definitions.import_at(name, last)
        if imported is not None and not shop.definitions.is_stable_import(name) and imported.cell not in own:
            key = (imported.cell, imported.statement)
            if _is_star(imported.node):
                stars.setdefault(key, []).append(imported.item)
            else:
                rows.setdefault(key, (imported.node, False))
    rows.update({key: (import_node(items), False) for key, items in stars.items()})
    fragments: list[Fragment] = []
    for cell in sorted({cell for cell, _ in rows}):
        statements = tuple(rows[key][0] for key in sorted(rows) if key[0] == cell)
        draws = cell in own and any(e.kind is EffectKind.PYPLOT for e in shop.analysis.cells[cell].effects)
        fragments.append(Fragment(cell, _with_comments(shop, cell, statements, cell in own), draws))
    return fragments


def _is_star(node: cst.BaseStatement) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and any(
        isinstance(small, cst.ImportFrom) and isinstance(small.names, cst.ImportStar) for small in node.body
    )


def _unstable_star_imports(
    shop: Workshop, facts: CellFacts, statement: StatementFacts, used: set[str]
) -> list[cst.BaseStatement]:
    """The names of a star import that cannot be hoisted, as one explicit import."""
    items = [
        found.item for name in sorted(used) for found in shop.definitions.imported.get(VarName(name), ())
        if (found.cell, found.statement) == (facts.index, statement.index) and not shop.definitions.is_stable_import(name)
    ]  # fmt: skip
    return [import_node(items)] if items else []


def import_node(items: Sequence[Import]) -> cst.BaseStatement:
    """`from module import a, b` for names of one module."""
    names = ", ".join(i.binds if i.binds == i.member else f"{i.member} as {i.binds}" for i in items)
    return cst.parse_statement(f"from {'.' * items[0].level}{items[0].module} import {names}")


def _names(node: cst.BaseStatement) -> set[str]:
    return names_of_block([node]).local or {""}


def _is_unused(shop: Workshop, segment: Segment, facts: CellFacts, statement: StatementFacts) -> bool:
    """A function that others take with them, and that the step itself neither calls nor hands on."""
    defined = shop.definitions.at(statement.defines, facts.index)
    if defined is None or not defined.is_pure or not isinstance(statement.node, cst.FunctionDef):
        return False
    if statement.node.decorators or any(p.default is not None for p in parameter_nodes(statement.node.params)):
        return False
    name = statement.defines
    others = [
        s.node for index in segment.cells for s in shop.analysis.cells[index].statements
        if (index, s.index) != (facts.index, statement.index)
    ]  # fmt: skip
    return name not in free_names(others).all


def _with_comments(
    shop: Workshop, cell: int, statements: tuple[cst.BaseStatement, ...], is_own: bool
) -> tuple[cst.BaseStatement, ...]:
    """Comments at the very top of a cell belong to the module's header: they go with the first statement."""
    module = shop.parsed.cells[cell].module
    if not is_own or module is None or not statements or not module.header or statements[0] is not module.body[0]:
        return statements
    first = statements[0]
    lines = [line for line in module.header if line.comment is not None]
    return (first.with_changes(leading_lines=[*lines, *getattr(first, "leading_lines", ())]), *statements[1:])


def with_generators(
    shop: Workshop, segment: Segment, fragments: list[Fragment], outputs: Sequence[VarName]
) -> tuple[list[Fragment], set[Import]]:
    imports: set[Import] = set()
    taken = [n for n in sorted(segment.taken) if n in STATE_NAMES]
    if taken:
        nodes, needed = restore_state(taken, shop.definitions)
        imports |= needed
        fragments = [Fragment(segment.cells[0], nodes), *fragments]
    given = [n for n in outputs if n in STATE_NAMES]
    if given:
        nodes, needed = save_state(given, shop.definitions)
        imports |= needed
        fragments = [*fragments, Fragment(segment.cells[-1], nodes)]
    return fragments, imports
