"""The order of the run notebook: markdown, step calls, and report cells whose values the steps give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nb2pipe.model.accesses import BindingKind, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import StepName, VarName, is_pseudo
from nb2pipe.model.notebook import CellType
from nb2pipe.model.plan import ShownValue, TwinCell
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.displays import BESIDE, Display, display_of
from nb2pipe.planning.keeping import Keeper, Kept, can_draw_in_place, names_of_notebook
from nb2pipe.planning.offers import Offers
from nb2pipe.planning.segments import Segment
from nb2pipe.planning.timeline import Timeline, Version
from nb2pipe.planning.uses import (
    HasNoPlaceError,
    Use,
    changes_a_value,
    ensure_made_from_nothing,
    uses_of_display,
    why_missing,
)


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
    """The cells of the run notebook, and what the steps do for them."""

    cells: tuple[TwinCell, ...]
    #: Report cell that has no place -> the reason why.
    left_out: Mapping[int, str]
    #: Cells of steps of which it shows what they only show -> what that is.
    displays: Mapping[int, Display]
    #: Cells of steps of which it cannot -> the reason why.
    hidden: Mapping[int, str]
    #: Cells of steps -> statements that only draw, but in the step: it shows the figure.
    drawn: Mapping[int, frozenset[int]]
    #: Position of a step -> versions of variables that it gives out beside its outputs.
    kept: Mapping[int, Sequence[Kept]]


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
        taken = names_of_notebook(timeline, definitions, names)
        self._keeper = Keeper(analysis, timeline, definitions, segments, taken)
        self._cells: list[TwinCell] = []
        self._reasons: dict[int, str] = {}
        self._displays: dict[int, Display] = {}
        self._hidden: dict[int, str] = {}
        self._drawn: dict[int, frozenset[int]] = {}
        self._called: set[int] = set()
        self._placed: set[int] = {f.index for f in analysis.cells if f.role is Role.PARAMETERS}
        #: Name -> the cell whose version of it the run notebook holds.
        self._bound: dict[VarName, int] = {}
        #: Report cell -> the step after which it comes.
        self._waiting: dict[int, int] = {}
        #: Cell of a step -> the step that comes after it and whose values it only shows.
        self._late: dict[int, int] = {}

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
            elif facts.role in BESIDE and (display := display_of(self._parsed, facts)) is not None:
                self._displays[facts.index] = display
                self._place(facts)
        return Twin(tuple(self._cells), self._reasons, self._displays, self._hidden, self._drawn, self._keeper.kept)

    def _source(self, cell: int) -> str:
        """What the run notebook shows of the cell: all, or what it shows beside imports and definitions."""
        display = self._displays.get(cell)
        return self._parsed.cells[cell].cell.source if display is None else display.source

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
        released = [index for index, step in self._waiting.items() if step == position]
        for cell in sorted([*self._segments[position].cells, *released]):
            if self._waiting.pop(cell, None) is None:
                self._display(self._analysis.cells[cell])
            else:
                self._show(self._analysis.cells[cell])
        for cell in sorted(cell for cell, step in self._late.items() if step == position):
            del self._late[cell]
            self._display(self._analysis.cells[cell])

    def _display(self, facts: CellFacts) -> None:
        """Show what a cell of the step only shows; or let the step draw it, whose figures are shown."""
        display = display_of(self._parsed, facts)
        if display is None:
            return
        position = self._position[facts.index]
        can_draw = display.is_drawing and can_draw_in_place(
            display.names, facts, self._segments[position], self._timeline, self._definitions
        )
        try:
            uses = uses_of_display(facts, display, self._timeline, self._definitions, self._bound)
            if coming := self._not_called(uses):
                self._late[facts.index] = max(coming, key=lambda step: self._segments[step].cells[-1])
                return
            values, kept = self._values(facts, uses, may_keep=not can_draw)
        except HasNoPlaceError as error:
            if can_draw:
                self._drawn[facts.index] = frozenset(display.statements)
            else:
                self._hidden[facts.index] = str(error)
            return
        self._displays[facts.index] = display
        self._add(facts, display.source, uses, values, kept)

    def _not_called(self, uses: Iterable[Use]) -> set[int]:
        """Steps whose values are needed and that come later: a cell that only shows them does not hold its step up."""
        return {self._position[use.version.cell] for use in uses if use.version.cell in self._position} - self._called

    def _place(self, facts: CellFacts) -> None:
        try:
            steps = self._steps_to_wait_for(facts)
        except HasNoPlaceError as error:
            self._leave_out(facts.index, str(error))
            return
        if steps:
            self._waiting[facts.index] = max(steps, key=lambda step: self._segments[step].cells[-1])
        else:
            self._show(facts)

    def _show(self, facts: CellFacts) -> None:
        uses = self._uses(facts)
        try:
            values, kept = self._values(facts, uses)
        except HasNoPlaceError as error:
            self._leave_out(facts.index, str(error))
            return
        self._placed.add(facts.index)
        self._add(facts, self._source(facts.index), uses, values, kept)

    def _add(
        self,
        facts: CellFacts,
        source: str,
        uses: Iterable[Use],
        values: tuple[ShownValue, ...],
        kept: Iterable[tuple[int, Kept]],
    ) -> None:
        for position, version in kept:
            self._keeper.keep(position, [version])
        self._bound.update({use.name: use.version.cell for use in uses})
        is_report = facts.index not in self._position
        binds = {n for n, w in facts.writes.items() if is_report and w.kind is WriteKind.BIND and not is_pseudo(n)}
        self._bound.update(dict.fromkeys(binds, facts.index))
        self._cells.append(TwinCell("report", source, values=values, binds=tuple(sorted(binds)), at=facts.index))

    def _values(
        self, facts: CellFacts, uses: Iterable[Use], *, may_keep: bool = True
    ) -> tuple[tuple[ShownValue, ...], list[tuple[int, Kept]]]:
        """Where the run notebook gets each value, and what steps must keep for it."""
        values: list[ShownValue] = []
        kept: list[tuple[int, Kept]] = []
        for use in uses:
            owner = self._position.get(use.version.cell)
            if owner is None:
                if not self._is_there(use.name, use.version.cell):
                    raise HasNoPlaceError(f"the steps give it another `{use.name}` than the notebook has there")
                continue
            output = use.name
            if not self._is_output(owner, use):
                version = self._keeper.version_to_keep(
                    owner, use.name, use.version, cell=facts.index, statement=use.statement
                )
                if version is None or not may_keep or owner not in self._called:
                    raise HasNoPlaceError(self._why_missing(owner, use))
                kept.append((owner, version))
                output = version.output
            values.append(ShownValue(use.name, self._names[owner], output))
        return tuple(values), kept

    def _is_output(self, owner: int, use: Use) -> bool:
        held = self._segments[owner].held.get(use.name, -1)
        is_held = held >= use.version.cell and self._timeline.is_same_value(use.name, use.version.cell, held)
        return is_held and use.name in self._outputs[owner]

    def _why_missing(self, owner: int, use: Use) -> str:
        is_last = self._segments[owner].held.get(use.name) == use.version.cell
        return why_missing(use.name, use.version, self._definitions, is_last=is_last)

    def _is_there(self, name: VarName, cell: int) -> bool:
        """Whether the run notebook holds the version of the name that this cell, which is in no step, made."""
        return self._bound.get(name, -1 if self._analysis.cells[cell].role is Role.REPORT else cell) == cell

    def _leave_out(self, cell: int, reason: str) -> None:
        if self._displays.pop(cell, None) is None:
            self._reasons[cell] = reason
        else:
            self._hidden[cell] = reason
        text = f"*Left out of this run: {reason}*\n\n```python\n{self._source(cell)}\n```"
        self._cells.append(TwinCell("markdown", text))

    def _steps_to_wait_for(self, facts: CellFacts) -> set[int]:
        """Steps that begin above the cell and end below it, and whose values it shows."""
        shown = {effect.target for effect in facts.effects if effect.kind is EffectKind.SHOW}
        if any(effect.kind is EffectKind.DYNAMIC for effect in facts.effects) or shown & {"eval", "exec"}:
            raise HasNoPlaceError("it evaluates text, and which values it needs cannot be seen")
        ensure_made_from_nothing(facts, self._displays.get(facts.index), self._definitions, self._bound)
        uses = self._uses(facts)
        steps = {step for use in uses for step in (*self._steps_of(facts, use), *self._changers_wait_for(facts, use))}
        steps |= self._writers_of_files(facts)
        if steps:
            self._ensure_it_can_wait(facts, uses, steps)
        return steps

    def _uses(self, facts: CellFacts) -> list[Use]:
        """What the cell reads, as the notebook has it there; magics included, for they stay in the run notebook."""
        return [
            Use(name, self._version(facts, name))
            for name, read in sorted({**facts.asides, **facts.reads}.items())
            if not is_pseudo(name) and read.binding is BindingKind.VALUE
        ]

    def _version(self, facts: CellFacts, name: VarName) -> Version:
        version = self._timeline.bound_outside(name, facts.index, self._placed | set(self._waiting))
        if version is None:
            raise HasNoPlaceError(f"it uses `{name}`, which nothing above defines")
        return version

    def _steps_of(self, facts: CellFacts, use: Use) -> Iterable[int]:
        cell = use.version.cell
        if cell in self._waiting:
            return [self._waiting[cell]]
        if cell in self._position:
            owner = self._position[cell]
            if not self._is_output(owner, use) and not self._can_keep(facts, owner, use):
                raise HasNoPlaceError(self._why_missing(owner, use))
            return [owner] if owner not in self._called else []
        if cell not in self._placed and self._analysis.cells[cell].role is not Role.DEFINITION:
            raise HasNoPlaceError(f"it needs `{use.name}` from a cell that is in no step")
        return []

    def _writers_of_files(self, facts: CellFacts) -> set[int]:
        """Steps that write files which the cell reads, and that come later."""
        producers = {read.producer for name, read in facts.reads.items() if name.startswith("file:")}
        return {self._position[cell] for cell in producers if cell in self._position} - self._called

    def _changers_wait_for(self, facts: CellFacts, use: Use) -> Iterable[int]:
        """Steps for which reports wait that add to the value before this one shows it."""
        cells = (version.cell for version in self._timeline.all(use.name) if version.cell in self._waiting)
        return [self._waiting[cell] for cell in cells if use.version.cell < cell < facts.index]

    def _comes_after(self, facts: CellFacts, version: Version) -> bool:
        """Whether a report that waits is shown before this version is made: by itself, or by reports that wait too."""
        if version.cell == facts.index or version.cell in self._waiting:
            return True
        is_change = version.write is not None and version.write.kind is not WriteKind.BIND
        return version.cell > facts.index and is_change and self._analysis.cells[version.cell].role is Role.REPORT

    def _can_keep(self, facts: CellFacts, owner: int, use: Use) -> bool:
        found = self._keeper.version_to_keep(owner, use.name, use.version, cell=facts.index, statement=use.statement)
        return found is not None

    def _ensure_it_can_wait(self, facts: CellFacts, uses: Iterable[Use], steps: set[int]) -> None:
        is_drawn = any(is_pseudo(name) and name.startswith("random:") for name in facts.writes)
        if is_drawn or any(map(changes_a_value, facts.writes.values())):
            raise HasNoPlaceError("it draws or changes values before the step that it shows is done")
        end = max(self._segments[step].cells[-1] for step in steps)
        for use in uses:
            cell = use.version.cell
            is_given = cell in self._position
            later = (version for version in self._timeline.all(use.name) if cell < version.cell <= end)
            if not is_given and not all(self._comes_after(facts, version) for version in later):
                raise HasNoPlaceError(f"it shows `{use.name}` before its step is done, and it is another one by then")
