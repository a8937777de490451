"""The order of the run notebook: markdown, step calls, and report cells whose values the steps give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nb2pipe.model.analysis import Analysis, BindingKind, CellFacts, EffectKind, Role
from nb2pipe.model.code import MagicFate, ParsedNotebook
from nb2pipe.model.ids import StepName, VarName, is_pseudo
from nb2pipe.model.notebook import CellType
from nb2pipe.model.plan import TwinCell
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.needs import Need
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.state import Setting, names_in
from nb2pipe.planning.timeline import Timeline


def twin_cells(
    parsed: ParsedNotebook,
    analysis: Analysis,
    timeline: Timeline,
    segments: Sequence[Segment],
    names: Sequence[StepName],
) -> tuple[tuple[TwinCell, ...], dict[int, str]]:
    """The cells in order, and for each report cell that has no place the reason why."""
    cells: list[TwinCell] = []
    reasons: dict[int, str] = {}
    last_of = {segment.cells[-1]: name for segment, name in zip(segments, names, strict=True)}
    in_step = {cell for segment in segments for cell in segment.cells}
    position = {cell: number for number, segment in enumerate(segments) for cell in segment.cells}
    called: set[int] = set()
    placed: set[int] = {f.index for f in analysis.cells if f.role is Role.PARAMETERS}
    for facts in analysis.cells:
        source = parsed.cells[facts.index].cell.source
        if facts.type is CellType.MARKDOWN:
            cells.append(TwinCell("markdown", source))
        elif facts.index in in_step:
            if facts.index in last_of:
                cells.append(TwinCell("step", step=last_of[facts.index]))
                called.add(position[facts.index])
        elif facts.type is CellType.CODE and facts.role is Role.REPORT and source.strip():
            reason = _misplaced(facts, timeline, segments, position, called, placed)
            if reason:
                reasons[facts.index] = reason
                cells.append(TwinCell("markdown", f"*Left out of this run: {reason}*\n\n```python\n{source}\n```"))
            else:
                placed.add(facts.index)
                cells.append(TwinCell("report", source))
    return tuple(cells), reasons


def _misplaced(
    facts: CellFacts,
    timeline: Timeline,
    segments: Sequence[Segment],
    position: Mapping[int, int],
    called: set[int],
    placed: set[int],
) -> str:
    shown = {effect.target for effect in facts.effects if effect.kind is EffectKind.SHOW}
    if any(effect.kind is EffectKind.DYNAMIC for effect in facts.effects) or shown & {"eval", "exec"}:
        return "it evaluates text, and which values it needs cannot be seen"
    for name, read in sorted(facts.reads.items()):
        if is_pseudo(name) or read.binding is not BindingKind.VALUE:
            continue
        version = timeline.bound_outside(name, facts.index, placed)
        if version is None:
            return f"it uses `{name}`, which nothing above defines"
        if version.cell in placed:
            continue
        if version.cell not in position:
            return f"it needs `{name}` from a cell that is in no step"
        owner = position[version.cell]
        if owner not in called:
            return f"it shows `{name}` before its step is done"
        if segments[owner].held.get(VarName(name)) != version.cell:
            return f"it shows an intermediate value of `{name}`, which its step changes afterwards"
    return ""


def twin_setup(
    parsed: ParsedNotebook,
    definitions: Definitions,
    needs: Mapping[int, Need],
    settings: Sequence[Setting],
    reports: Sequence[int],
) -> str:
    """Magics, imports, settings and definitions that the report cells need, as the source of one cell."""
    lines: list[str] = []
    for cell in parsed.cells:
        lines.extend(
            magic.text
            for magic in cell.magics
            if magic.fate is MagicFate.DROPPED and magic.name in ("%matplotlib", "%config") and magic.text not in lines
        )
    used = sorted({name for cell in reports for name in needs[cell].imports})
    pending = sorted({name for cell in reports for name in needs[cell].definitions})
    moved: list[VarName] = []
    while pending:
        name = pending.pop(0)
        if name in moved or name not in definitions.defined:
            continue
        moved.append(name)
        inner, imports = definitions.needs_of(name)
        pending.extend(inner)
        used.extend(item.binds for item in imports)
    replayed = [s for s in settings if not s.is_mixed]
    for setting in replayed:
        used.extend(VarName(n) for n in names_in(setting) if definitions.is_stable_import(n))
    statements = {}
    for name in dict.fromkeys(used):
        imported = definitions.imported.get(name)
        if imported:
            statements[imported[0].cell, imported[0].statement] = imported[0].node
    for setting in replayed:
        statements[setting.cell, setting.statement] = setting.node
    for name in moved:
        own = definitions.defined[name][-1]
        statements[own.cell, own.statement] = own.node
    body = "".join(_code(parsed, cell, node) for (cell, _), node in sorted(statements.items(), key=lambda kv: kv[0]))
    return "\n".join([*lines, body]).strip("\n")


def _code(parsed: ParsedNotebook, cell: int, node: object) -> str:
    module = parsed.cells[cell].module
    assert module is not None
    return module.code_for_node(node)  # type: ignore[arg-type]  # every statement is a node
