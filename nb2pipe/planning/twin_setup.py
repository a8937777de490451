"""What the report cells of the run notebook need before the first of them: the source of its first cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import libcst as cst

from nb2pipe.model.analysis import Analysis, CellFacts
from nb2pipe.model.code import MagicFate, ParsedNotebook
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName
from nb2pipe.planning.defined import BUILTINS
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.displays import Display
from nb2pipe.planning.needs import Need
from nb2pipe.planning.state import Setting, applies_to, names_in
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.lines import on_own_line


def twin_setup(
    parsed: ParsedNotebook,
    analysis: Analysis,
    definitions: Definitions,
    needs: Mapping[int, Need],
    settings: Sequence[Setting],
    reports: Sequence[int],
    displays: Iterable[Display],
    given: Mapping[VarName, int],
    first: Collection[Setting],
) -> str:
    """Magics, imports, settings and definitions that the report cells need, as the source of one cell.

    Of the settings it has those in `first`; the others come later in the run notebook, with what they need here.

    `given` are functions that steps return, with the cell below which the run notebook has them.
    """
    lines: list[str] = []
    for cell in parsed.cells:
        lines.extend(
            magic.text
            for magic in cell.magics
            if magic.fate is MagicFate.DROPPED and magic.name in ("%matplotlib", "%config") and magic.text not in lines
        )
    shown = {name for display in displays for name in display.names}
    imported = {name for name in shown if definitions.is_stable_import(name)}
    defined = {name for name in shown - given.keys() & definitions.defined.keys() if definitions.is_closed(name)}
    used = sorted(imported.union(*(needs[cell].imports for cell in reports)))
    brought = {**_defined_in(analysis, reports), **given}
    pending = sorted(
        defined.union(*(_definitions_for(analysis.cells[c], needs[c], definitions, brought) for c in reports))
    )
    readers = [analysis.cells[cell] for cell in reports]
    replayed = [
        s
        for s in settings
        if not (s.is_mixed or s.in_step or s.cell in reports)
        and (not s.only_seeds or applies_to(s, readers))
        and stands_alone(parsed, definitions, s)
    ]
    for name in sorted({VarName(n) for setting in replayed for n in names_in(setting)}):
        if definitions.is_stable_import(name):
            used.append(name)
        elif name in definitions.defined and definitions.is_closed(name):
            pending.append(name)
    moved: list[VarName] = []
    while pending:
        name = pending.pop(0)
        if name in moved or name not in definitions.defined:
            continue
        moved.append(name)
        pending.extend(sorted(definitions.taken_along(name)))
        used.extend(VarName(n) for n in definitions.defined[name][-1].free.all if definitions.is_stable_import(n))
    statements = {}
    for name in dict.fromkeys(used):
        found = definitions.imported.get(name)
        if found:
            statements[found[0].cell, found[0].statement] = found[0].node
    for setting in replayed:
        implicit = set(parsed.cells[setting.cell].implicit_imports) & names_in(setting)
        lines.extend(f"import {name}" for name in sorted(implicit) if f"import {name}" not in lines)
        if setting.only_seeds or setting in first:
            statements[setting.cell, setting.statement] = setting.node
    for name in moved:
        own = definitions.defined[name][-1]
        statements[own.cell, own.statement] = own.node
    body = "".join(code_of(parsed, cell, node) for (cell, _), node in sorted(statements.items(), key=lambda kv: kv[0]))
    return "\n".join([*lines, body]).strip("\n")


def _defined_in(analysis: Analysis, reports: Sequence[int]) -> dict[VarName, int]:
    """Functions and classes that report cells define -> the first of these cells."""
    found: dict[VarName, int] = {}
    for cell in sorted(reports):
        for statement in analysis.cells[cell].statements:
            if statement.defines:
                found.setdefault(VarName(statement.defines), cell)
    return found


def _definitions_for(
    facts: CellFacts, need: Need, definitions: Definitions, given: Mapping[VarName, int]
) -> set[VarName]:
    """Those that a report cell uses and that neither it brings nor what the run notebook has above it."""
    brought = {name for name, cell in given.items() if cell < facts.index}
    brought |= {VarName(statement.defines) for statement in facts.statements}
    named = facts.asides.keys() | {VarName(n) for n in free_names([s.node for s in facts.statements]).all}
    pending = named & need.definitions - brought
    found: set[VarName] = set()
    while pending:
        name = pending.pop()
        found.add(name)
        late = {VarName(n) for each in definitions.defined.get(name, ()) for n in definitions.late_values(each)}
        pending |= late & need.definitions - brought - found
    return found


def stands_alone(parsed: ParsedNotebook, definitions: Definitions, setting: Setting) -> bool:
    """Whether the statement can run in the first cell: it needs no value of the notebook, and moves to no folder."""
    if EffectKind.CHANGE_DIRECTORY in setting.kinds:
        return False
    known = BUILTINS | parsed.cells[setting.cell].implicit_imports
    return all(
        definitions.is_stable_import(name)
        or (name in definitions.defined and definitions.is_closed(name))
        or (name in known and not definitions.binds(name))
        for name in names_in(setting)
    )


def code_of(parsed: ParsedNotebook, cell: int, node: cst.BaseStatement) -> str:
    """The statement as the run notebook has it."""
    module = parsed.cells[cell].module
    assert module is not None
    code = module.code_for_node(on_own_line(node))
    return f"\n{code}\n" if isinstance(node, cst.BaseCompoundStatement) else code
