"""The statements of a step, in the order of the notebook: its own, and those that it must repeat."""

from __future__ import annotations

import builtins
from collections.abc import Container, Sequence

import libcst as cst

from nb2pipe.model.analysis import CellFacts, StatementFacts
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.plan import GENERATOR_STATES, CopyMethod, Fragment, Import
from nb2pipe.planning.generators import module_import, restore_state, save_state
from nb2pipe.planning.keeping import Kept
from nb2pipe.planning.needs import names_of_del, only_forgets
from nb2pipe.planning.outputs import is_maybe_unbound
from nb2pipe.planning.parameter_effects import effects_of_parameters
from nb2pipe.planning.redefined import bases_of_one_name, older_definitions
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.state import applies_to, names_in
from nb2pipe.planning.unused import offered, unused_definitions
from nb2pipe.planning.workshop import Workshop
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.lines import on_own_line
from nb2pipe.syntax.scopes import names_of_block

#: Statements by cell and position.
_Rows = dict[tuple[int, int], cst.BaseStatement]


def fragments_of(shop: Workshop, position: int, segment: Segment, cells: Sequence[CellFacts]) -> list[Fragment]:
    """The step's own statements, and those from elsewhere that must run in it, in document order."""
    rows = _own_statements(shop, position, segment, cells)
    _add_settings_and_definitions(rows, shop, segment, cells)
    if position == 0:
        of_parameters = effects_of_parameters(shop.analysis, shop.settings)
        rows.update({(facts.index, statement.index): statement.node for facts, statement in of_parameters})
    _add_imports(rows, shop, segment)
    fragments: list[Fragment] = []
    versions = shop.kept.get(position, ())
    for cell in sorted({cell for cell, _ in rows} | {each.cell for each in versions}):
        is_own = cell in segment.cells
        statements = tuple(rows[key] for key in sorted(rows) if key[0] == cell)
        kept = {index for at, index in rows if at == cell}
        effects = shop.analysis.cells[cell].effects
        draws = is_own and any(e.kind is EffectKind.PYPLOT and e.statement in kept for e in effects)
        statements = _with_comments(shop, cell, statements, is_own)
        statements = _with_kept(statements, sorted(kept), _kept_in(shop, versions, cell))
        fragments.append(Fragment(cell, tuple(map(on_own_line, statements)), draws))
    return fragments


def _with_kept(
    statements: Sequence[cst.BaseStatement], indices: Sequence[int], kept: Sequence[tuple[int, cst.BaseStatement]]
) -> tuple[cst.BaseStatement, ...]:
    """The statements of a cell, and where it shows what is changed later, one that keeps it."""
    rows = [((index, True), node) for index, node in zip(indices, statements, strict=True)]
    rows += [((index, False), node) for index, node in kept]
    return tuple(node for _, node in sorted(rows, key=lambda row: row[0]))


def _kept_in(shop: Workshop, versions: Sequence[Kept], cell: int) -> list[tuple[int, cst.BaseStatement]]:
    deepcopy = cst.Attribute(cst.Name(module_import("copy", shop.definitions).binds), cst.Name("deepcopy"))
    return [(each.statement, each.assignment(deepcopy)) for each in versions if each.cell == cell]


def imports_of_copies(shop: Workshop, position: int) -> set[Import]:
    """The imports that copies of versions need which the step gives out."""
    is_needed = any(each.copied is CopyMethod.DEEPCOPY for each in shop.kept.get(position, ()))
    return {module_import("copy", shop.definitions)} if is_needed else set()


def _own_statements(shop: Workshop, position: int, segment: Segment, cells: Sequence[CellFacts]) -> _Rows:
    used = {n for cell in segment.cells for n in shop.needs[cell].imports} | {
        n for facts in cells for s in facts.statements if not s.is_import for n in free_names([s.node]).all
    }
    rows: _Rows = {}
    unused = unused_definitions(shop, segment)
    for facts in cells:
        for statement in facts.statements:
            if _is_left_out(shop, position, facts, statement, unused):
                continue
            if statement.is_import and _is_star(statement.node):
                for node in _unstable_star_imports(shop, facts, statement, used):
                    rows[facts.index, statement.index] = node
                continue
            kept = _forgetting(shop, segment, facts, statement)
            if kept is not None:
                rows[facts.index, statement.index] = _without_shadow(kept)
    return rows


def _forgetting(
    shop: Workshop, segment: Segment, facts: CellFacts, statement: StatementFacts
) -> cst.BaseStatement | None:
    """The statement; of a `del`, what is left without the variables that the step never has."""
    node = statement.node
    if not only_forgets(facts, statement) or not isinstance(node, cst.SimpleStatementLine):
        return node
    small = cst.ensure_type(node.body[0], cst.Del)
    bound = {name for cell in segment.cells for name in shop.analysis.cells[cell].writes}
    had = [name for name in names_of_del(small) if name in bound or name in segment.taken]
    if len(had) == len(names_of_del(small)):
        return node
    if not had:
        return None
    left = cst.ensure_type(cst.parse_statement(f"del {', '.join(sorted(had))}"), cst.SimpleStatementLine)
    return node.with_changes(body=left.body)


def _without_shadow(node: cst.BaseStatement) -> cst.BaseStatement:
    """`del list` gives a notebook the builtin back; in a function the name would be unbound after it."""
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1 or not isinstance(node.body[0], cst.Del):
        return node
    target = node.body[0].target
    targets = [each.value for each in target.elements] if isinstance(target, cst.Tuple) else [target]
    names = [each.value for each in targets if isinstance(each, cst.Name)]
    if not names or len(names) != len(targets) or not all(hasattr(builtins, name) for name in names):
        return node
    found = [cst.ImportAlias(cst.Name(name)) for name in names]
    return node.with_changes(body=[cst.ImportFrom(cst.Name("builtins"), found)])


def _is_left_out(
    shop: Workshop, position: int, facts: CellFacts, statement: StatementFacts, unused: Container[tuple[int, int]]
) -> bool:
    """Whether a statement only shows something, or stands at the module's top level, or is used elsewhere alone."""
    definitions = shop.definitions
    if statement.is_display or statement.is_noise:
        return statement.index not in shop.drawn.get(facts.index, ())
    if statement.is_import:
        return all(definitions.is_stable_import(n) for n in _names(statement.node))
    if statement.alternatives and all(definitions.is_closed(n) for n in statement.alternatives):
        wanted = set(shop.outputs[position]) & set(statement.alternatives)
        if not wanted:
            return True
    if statement.is_constant and statement.writes <= definitions.beside_functions:
        return True
    return bool(statement.defines) and (
        definitions.is_closed(statement.defines)
        or statement.defines in offered(shop, facts.index)
        or (facts.index, statement.index) in unused
    )


def _add_settings_and_definitions(rows: _Rows, shop: Workshop, segment: Segment, cells: Sequence[CellFacts]) -> None:
    """Settings from above, and the definitions that the step or a setting uses and that cannot be hoisted."""
    pending = [(cell, name) for cell in segment.cells for name in sorted(shop.needs[cell].definitions)]
    pending += [(each.cell, each.name) for facts in cells for each in older_definitions(facts, shop.definitions)]
    for setting in shop.settings:
        if setting.cell < segment.cells[-1] and setting.cell not in segment.cells and applies_to(setting, cells):
            rows[setting.cell, setting.statement] = setting.node
            pending.extend((setting.cell, VarName(n)) for n in names_in(setting))
    for cell, name in pending:
        defined = shop.definitions.at(name, cell)
        if defined is None or not defined.moves or shop.definitions.is_closed(name):
            continue
        for each in bases_of_one_name(defined, shop.definitions):
            if each.cell not in segment.cells:
                rows.setdefault((each.cell, each.statement), each.node)
        for at, statement in shop.definitions.registered_with(name, cell):
            if at not in segment.cells:
                rows.setdefault((at, statement.index), statement.node)


def _add_imports(rows: _Rows, shop: Workshop, segment: Segment) -> None:
    """Imports from elsewhere that cannot be hoisted; those of one star import become one explicit import."""
    stars: dict[tuple[int, int], list[Import]] = {}
    for name in sorted({n for cell in segment.cells for n in shop.needs[cell].imports}):
        imported = shop.definitions.import_at(name, segment.cells[-1])
        if imported is None or shop.definitions.is_stable_import(name) or imported.cell in segment.cells:
            continue
        key = (imported.cell, imported.statement)
        if _is_star(imported.node):
            stars.setdefault(key, []).append(imported.item)
        else:
            rows.setdefault(key, imported.node)
    rows.update({key: import_node(items) for key, items in stars.items()})


def _is_star(node: cst.BaseStatement) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and any(
        isinstance(small, cst.ImportFrom) and isinstance(small.names, cst.ImportStar) for small in node.body
    )


def _unstable_star_imports(
    shop: Workshop, facts: CellFacts, statement: StatementFacts, used: set[str]
) -> list[cst.BaseStatement]:
    """The names of a star import that cannot be hoisted, as one explicit import."""
    place = (facts.index, statement.index)
    unstable = [VarName(name) for name in sorted(used) if not shop.definitions.is_stable_import(name)]
    items = [
        found.item
        for name in unstable
        for found in shop.definitions.imported.get(name, ())
        if (found.cell, found.statement) == place
    ]
    return [import_node(items)] if items else []


def import_node(items: Sequence[Import]) -> cst.BaseStatement:
    """`from module import a, b` for names of one module."""
    names = ", ".join(i.binds if i.binds == i.member else f"{i.member} as {i.binds}" for i in items)
    return cst.parse_statement(f"from {'.' * items[0].level}{items[0].module} import {names}")


def _names(node: cst.BaseStatement) -> set[str]:
    return names_of_block([node]).local or {""}


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
    """Restore generators before the first cell that draws, save them after the last; gives the imports that need it.

    Statements that are repeated before and after may set them to another state.
    """
    imports: set[Import] = set()
    for name in sorted(GENERATOR_STATES):
        if name in segment.taken:
            nodes, item = restore_state(name, shop.definitions)
            fragments = _inserted(fragments, nodes, _first_to_draw(shop, segment, name), at_end=False)
            imports.add(item)
        if name in outputs:
            nodes, item = save_state(name, shop.definitions)
            fragments = _inserted(fragments, nodes, segment.held[name], at_end=True)
            imports.add(item)
    return fragments, imports


def with_unbound_as_none(
    shop: Workshop, segment: Segment, fragments: list[Fragment], outputs: Sequence[VarName]
) -> list[Fragment]:
    """A result that only one branch binds is None before it: the step can return it whatever branch runs."""
    for cell in segment.cells:
        unbound = [n for n in outputs if _first_binder(shop, segment, n) == cell]
        if unbound:
            nodes = tuple(cst.parse_statement(f"{name} = None") for name in unbound)
            above = [f for f in fragments if f.cell < cell]
            fragments = [*above, Fragment(cell, nodes), *fragments[len(above) :]]
    return fragments


def _first_binder(shop: Workshop, segment: Segment, name: VarName) -> int | None:
    """The first cell of the step that may bind the name; None if one surely does."""
    held = segment.held.get(name)
    if held is None or is_pseudo(name) or not is_maybe_unbound(shop.analysis, name, held):
        return None
    return next(cell for cell in segment.cells if name in shop.analysis.cells[cell].writes)


def _inserted(
    fragments: Sequence[Fragment], nodes: tuple[cst.BaseStatement, ...], cell: int, *, at_end: bool
) -> list[Fragment]:
    """The fragments with one more, before or after those of a cell."""
    above = [f for f in fragments if f.cell < cell or (at_end and f.cell == cell)]
    return [*above, Fragment(cell, nodes), *fragments[len(above) :]]


def _first_to_draw(shop: Workshop, segment: Segment, name: VarName) -> int:
    reads = {cell: shop.analysis.cells[cell].reads.get(name) for cell in segment.cells}
    drawing = [cell for cell, read in reads.items() if read and read.producer == segment.taken[name]]
    return drawing[0] if drawing else segment.cells[0]
