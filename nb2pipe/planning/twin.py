"""The order of the run notebook: markdown, step calls, and report cells whose values the steps give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from nb2pipe.model.analysis import Analysis, BindingKind, CellFacts, EffectKind, Role, Write, WriteKind
from nb2pipe.model.code import MagicFate, ParsedNotebook
from nb2pipe.model.ids import StepName, VarName, is_pseudo
from nb2pipe.model.notebook import CellType
from nb2pipe.model.plan import TwinCell
from nb2pipe.planning.definitions import BUILTINS, Definitions
from nb2pipe.planning.displays import Display, display_of
from nb2pipe.planning.needs import Need
from nb2pipe.planning.offers import Offers
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.state import Setting, applies_to, names_in
from nb2pipe.planning.timeline import Timeline, Version
from nb2pipe.syntax.lines import on_own_line
from nb2pipe.syntax.scopes import free_names


def twin_cells(
    parsed: ParsedNotebook,
    analysis: Analysis,
    timeline: Timeline,
    segments: Sequence[Segment],
    names: Sequence[StepName],
    outputs: Sequence[Sequence[VarName]],
    definitions: Definitions,
    offers: Offers,
) -> Twin:
    """Put the cells in order."""
    return _Places(parsed, analysis, timeline, segments, names, outputs, definitions, offers).fill()


@dataclass(frozen=True, slots=True)
class Twin:
    """The cells of the run notebook."""

    cells: tuple[TwinCell, ...]
    #: Report cell that has no place -> the reason why.
    left_out: Mapping[int, str]
    #: Cells of steps of which it shows what they only show -> what that is.
    displays: Mapping[int, Display]


class _Places:
    """Report cells in their places: where they stand, or right after the step for whose values they wait."""

    def __init__(
        self,
        parsed: ParsedNotebook,
        analysis: Analysis,
        timeline: Timeline,
        segments: Sequence[Segment],
        names: Sequence[StepName],
        outputs: Sequence[Sequence[VarName]],
        definitions: Definitions,
        offers: Offers,
    ) -> None:
        self._parsed, self._analysis, self._timeline, self._segments = parsed, analysis, timeline, segments
        self._names, self._outputs, self._definitions, self._offers = names, outputs, definitions, offers
        self._position = {cell: number for number, segment in enumerate(segments) for cell in segment.cells}
        self._cells: list[TwinCell] = []
        self._reasons: dict[int, str] = {}
        self._displays: dict[int, Display] = {}
        self._called: set[int] = set()
        self._placed: set[int] = {f.index for f in analysis.cells if f.role is Role.PARAMETERS}
        #: Name -> the cell whose version of it the run notebook holds.
        self._bound: dict[VarName, int] = {}
        #: Report cell -> the step after which it comes.
        self._waiting: dict[int, int] = {}

    def fill(self) -> Twin:
        for facts in self._analysis.cells:
            source = self._source(facts.index)
            if facts.type is CellType.MARKDOWN:
                self._cells.append(TwinCell("markdown", source))
            elif facts.index in self._position:
                position = self._position[facts.index]
                if facts.index == self._segments[position].cells[-1]:
                    self._call(position)
            elif facts.type is CellType.CODE and facts.role is Role.REPORT and source.strip():
                self._place(facts)
        return Twin(tuple(self._cells), self._reasons, self._displays)

    def _source(self, cell: int) -> str:
        return self._parsed.cells[cell].cell.source

    def _call(self, position: int) -> None:
        """Call the step, after those that it needs: their last cells may stand below it."""
        if position in self._called:
            return
        for needed in sorted(self._segments[position].needs):
            self._call(needed)
        self._cells.append(TwinCell("step", step=self._names[position]))
        self._called.add(position)
        held = self._segments[position].held
        self._bound.update({name: held[name] for name in self._outputs[position]})
        offers = [offer for cell in self._segments[position].cells for offer in self._offers.of_cell(cell)]
        self._bound.update({offer.function.name: offer.function.cell for offer in offers})
        for cell in self._segments[position].cells:
            self._display(self._analysis.cells[cell])
        for waiting in [index for index, step in self._waiting.items() if step == position]:
            del self._waiting[waiting]
            self._show(self._analysis.cells[waiting])

    def _display(self, facts: CellFacts) -> None:
        """Show what a cell of the step only shows, if the step leaves it as the cell saw it."""
        display = display_of(self._parsed, facts)
        if display is not None and all(self._can_show(facts, display, name) for name in display.names):
            self._displays[facts.index] = display
            self._cells.append(TwinCell("report", display.source))

    def _can_show(self, facts: CellFacts, display: Display, name: VarName) -> bool:
        if self._definitions.is_stable_import(name) or (name in BUILTINS and not self._definitions.binds(name)):
            return True
        version = self._timeline.after(name, facts.index)
        if name == "display" and version is None:
            return True
        if version is None or self._timeline.binding(version, name) is not BindingKind.VALUE:
            is_offered = version is not None and self._bound.get(name) == version.cell
            return is_offered or (name in self._definitions.defined and self._definitions.is_closed(name))
        return name not in display.changed_after and self._is_there(name, version.cell)

    def _place(self, facts: CellFacts) -> None:
        try:
            steps = self._steps_to_wait_for(facts)
        except _HasNoPlaceError as error:
            self._leave_out(facts.index, str(error))
            return
        if steps:
            self._waiting[facts.index] = max(steps, key=lambda step: self._segments[step].cells[-1])
        else:
            self._show(facts)

    def _show(self, facts: CellFacts) -> None:
        for name, version in self._versions(facts).items():
            if not self._is_there(name, version.cell):
                self._leave_out(facts.index, _why_missing(name, version))
                return
        self._placed.add(facts.index)
        self._bound.update({n: facts.index for n, write in facts.writes.items() if write.kind is WriteKind.BIND})
        self._cells.append(TwinCell("report", self._source(facts.index)))

    def _is_there(self, name: VarName, cell: int) -> bool:
        """Whether the run notebook holds the version of the name that this cell made."""
        is_bound_by_a_call = cell in self._position or self._analysis.cells[cell].role is Role.REPORT
        return self._bound.get(name, -1 if is_bound_by_a_call else cell) == cell

    def _leave_out(self, cell: int, reason: str) -> None:
        self._reasons[cell] = reason
        text = f"*Left out of this run: {reason}*\n\n```python\n{self._source(cell)}\n```"
        self._cells.append(TwinCell("markdown", text))

    def _steps_to_wait_for(self, facts: CellFacts) -> set[int]:
        """Steps that begin above the cell and end below it, and whose values it shows."""
        shown = {effect.target for effect in facts.effects if effect.kind is EffectKind.SHOW}
        if any(effect.kind is EffectKind.DYNAMIC for effect in facts.effects) or shown & {"eval", "exec"}:
            raise _HasNoPlaceError("it evaluates text, and which values it needs cannot be seen")
        versions = self._versions(facts)
        steps = {step for name, version in versions.items() for step in self._steps_of(name, version)}
        if steps:
            self._ensure_it_can_wait(facts, versions, steps)
        return steps

    def _versions(self, facts: CellFacts) -> dict[VarName, Version]:
        """What the cell reads, as the notebook has it there."""
        return {
            name: self._version(facts, name)
            for name, read in sorted(facts.reads.items())
            if not is_pseudo(name) and read.binding is BindingKind.VALUE
        }

    def _version(self, facts: CellFacts, name: VarName) -> Version:
        version = self._timeline.bound_outside(name, facts.index, self._placed | set(self._waiting))
        if version is None:
            raise _HasNoPlaceError(f"it uses `{name}`, which nothing above defines")
        return version

    def _steps_of(self, name: VarName, version: Version) -> Iterator[int]:
        if version.cell in self._waiting:
            yield self._waiting[version.cell]
        elif version.cell in self._position:
            owner = self._position[version.cell]
            if self._segments[owner].held.get(name) != version.cell:
                raise _HasNoPlaceError(f"it shows an intermediate value of `{name}`, which its step changes afterwards")
            if owner not in self._called:
                yield owner
        elif version.cell not in self._placed and self._analysis.cells[version.cell].role is not Role.DEFINITION:
            raise _HasNoPlaceError(f"it needs `{name}` from a cell that is in no step")

    def _ensure_it_can_wait(self, facts: CellFacts, versions: Mapping[VarName, Version], steps: set[int]) -> None:
        is_drawn = any(is_pseudo(name) and name.startswith("random:") for name in facts.writes)
        if is_drawn or any(map(_changes_a_value, facts.writes.values())):
            raise _HasNoPlaceError("it draws or changes values before the step that it shows is done")
        end = max(self._segments[step].cells[-1] for step in steps)
        for name, version in versions.items():
            if any(version.cell < later.cell <= end for later in self._timeline.all(name)):
                raise _HasNoPlaceError(f"it shows `{name}` before its step is done, and it is another one by then")


def _changes_a_value(write: Write) -> bool:
    """Whether a value from before the cell is changed for sure; drawing into a figure is what reports do."""
    is_change = write.kind in (WriteKind.MUTATE, WriteKind.ALIAS)
    return is_change and not write.is_guess and write.type != "figure" and not is_pseudo(write.name)


def _why_missing(name: VarName, version: Version) -> str:
    parts = version.write.uncrossable if version.write is not None else ()
    if parts:
        return f"`{parts[0].path or name}` is or holds a {parts[0].what}, which stays in its step"
    return f"the steps give it another `{name}` than the notebook has there"


class _HasNoPlaceError(Exception):
    """Why a report cell would show something else in the run notebook."""


def twin_setup(
    parsed: ParsedNotebook,
    analysis: Analysis,
    definitions: Definitions,
    needs: Mapping[int, Need],
    settings: Sequence[Setting],
    reports: Sequence[int],
    displays: Iterable[Display],
    given: Mapping[VarName, int],
) -> str:
    """Magics, imports, settings and definitions that the report cells need, as the source of one cell.

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
    pending = sorted(
        defined.union(*(_definitions_for(analysis.cells[c], needs[c], definitions, given) for c in reports))
    )
    readers = [analysis.cells[cell] for cell in reports]
    replayed = [
        s
        for s in settings
        if not (s.is_mixed or s.in_step)
        and (not s.only_seeds or applies_to(s, readers))
        and _stands_alone(parsed, definitions, s)
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
        inner, imports = definitions.needs_of(name)
        pending.extend(inner)
        used.extend(item.binds for item in imports)
    statements = {}
    for name in dict.fromkeys(used):
        found = definitions.imported.get(name)
        if found:
            statements[found[0].cell, found[0].statement] = found[0].node
    for setting in replayed:
        implicit = set(parsed.cells[setting.cell].implicit_imports) & names_in(setting)
        lines.extend(f"import {name}" for name in sorted(implicit) if f"import {name}" not in lines)
        statements[setting.cell, setting.statement] = setting.node
    for name in moved:
        own = definitions.defined[name][-1]
        statements[own.cell, own.statement] = own.node
    body = "".join(_code(parsed, cell, node) for (cell, _), node in sorted(statements.items(), key=lambda kv: kv[0]))
    return "\n".join([*lines, body]).strip("\n")


def _definitions_for(
    facts: CellFacts, need: Need, definitions: Definitions, given: Mapping[VarName, int]
) -> set[VarName]:
    """Those that a report cell uses and that neither it nor a step above it brings."""
    brought = {name for name, cell in given.items() if cell < facts.index}
    brought |= {VarName(statement.defines) for statement in facts.statements}
    pending = {VarName(n) for n in free_names([s.node for s in facts.statements]).all} & need.definitions - brought
    found: set[VarName] = set()
    while pending:
        name = pending.pop()
        found.add(name)
        late = {VarName(n) for each in definitions.defined.get(name, ()) for n in definitions.late_values(each)}
        pending |= late & need.definitions - brought - found
    return found


def _stands_alone(parsed: ParsedNotebook, definitions: Definitions, setting: Setting) -> bool:
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


def _code(parsed: ParsedNotebook, cell: int, node: cst.BaseStatement) -> str:
    module = parsed.cells[cell].module
    assert module is not None
    return module.code_for_node(on_own_line(node))
