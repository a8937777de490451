"""Which version of a variable a cell of the run notebook needs, and why it cannot have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nb2pipe.model.accesses import BindingKind, Write, WriteKind
from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.planning.defined import BUILTINS, Defined, say_the_same
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.displays import Display
from nb2pipe.planning.prose import with_article
from nb2pipe.planning.timeline import Timeline, Version
from nb2pipe.syntax.free_names import free_names


class HasNoPlaceError(Exception):
    """Why a cell would show something else in the run notebook."""


@dataclass(frozen=True, slots=True)
class Use:
    """A version of a variable that a cell of the run notebook needs."""

    name: VarName
    version: Version
    #: The statement of the cell before which the notebook has it.
    statement: int = 0


def uses_of_display(
    facts: CellFacts, display: Display, timeline: Timeline, definitions: Definitions, bound: Mapping[VarName, int]
) -> list[Use]:
    """Versions that are on display; raises HasNoPlaceError where the step alone has one.

    `bound` are the names that the run notebook has by then, with the cells whose versions they are.
    """
    found = (_use_in_display(facts, display, name, timeline, definitions, bound) for name in sorted(display.names))
    return [use for use in found if use is not None]


def _use_in_display(
    facts: CellFacts,
    display: Display,
    name: VarName,
    timeline: Timeline,
    definitions: Definitions,
    bound: Mapping[VarName, int],
) -> Use | None:
    """The version of a name that is on display; None for what the run notebook has anyway."""
    if definitions.is_stable_import(name) or (name in BUILTINS and not definitions.binds(name)):
        return None
    version = timeline.after(name, facts.index)
    if version is None and name == "display":
        return None
    if version is None or timeline.binding(version, name) is not BindingKind.VALUE:
        is_offered = version is not None and bound.get(name) == version.cell
        if is_offered or (name in definitions.defined and definitions.is_closed(name)):
            return None
        raise HasNoPlaceError(f"it needs `{name}`, which stands in its step")
    first = display.names[name]
    writers = _writers(facts, name)
    if name in display.torn or (any(i < first for i in writers) and any(i >= first for i in writers)):
        raise HasNoPlaceError(f"it shows a `{name}` that its own cell changes afterwards")
    if any(i >= first for i in writers):
        version = timeline.before(name, facts.index)
        if version is None:
            raise HasNoPlaceError(f"it shows a `{name}` that its own cell changes afterwards")
    return Use(name, version, first)


def ensure_made_from_nothing(
    facts: CellFacts, display: Display | None, definitions: Definitions, bound: Mapping[VarName, int]
) -> None:
    """The functions that a report cell uses are made in the run notebook's first cell, where no step has run.

    Raises HasNoPlaceError for one whose defaults or decorators need a variable, and for one that a later cell defines
    in another way; `bound` as above.
    """
    pending = [VarName(name) for name in sorted(free_names([each.node for each in facts.statements]).all)]
    seen = {*pending, *bound}
    while pending:
        name = pending.pop()
        defined = definitions.at(name, facts.index)
        if defined is None or not defined.moves or defined.cell == facts.index:
            continue
        if name in bound:
            _ensure_it_is_held(name, defined, definitions, bound[name])
            continue
        last = definitions.defined[name][-1]
        if last is not defined and not say_the_same([defined, last]):
            raise HasNoPlaceError(f"it uses the `{name}` of cell {defined.cell}, and cell {last.cell} has another one")
        late = {VarName(other) for other in definitions.late_values(defined)}
        for other in sorted(late & defined.free.early):
            made = definitions.at(other, facts.index)
            if made is None or not (made.moves or definitions.is_closed(other)):
                raise HasNoPlaceError(f"`{name}` is made with the value that `{other}` has there")
        pending += sorted(late - seen)
        seen |= late
    if display is not None:
        _ensure_own_can_move(facts, display, definitions)


def _ensure_own_can_move(facts: CellFacts, display: Display, definitions: Definitions) -> None:
    """Raise HasNoPlaceError if what a cell beside the steps shows uses a definition of its own that stays behind."""
    for name in sorted(display.names):
        defined = definitions.at(name, facts.index)
        if defined is not None and defined.cell == facts.index and not definitions.is_closed(name):
            raise HasNoPlaceError(f"it uses `{name}`, which {definitions.why_inside(name)}")


def _ensure_it_is_held(name: VarName, defined: Defined, definitions: Definitions, cell: int) -> None:
    """Raise HasNoPlaceError if the run notebook still has what an earlier cell made of the name."""
    held = definitions.at(name, cell)
    if cell < defined.cell and (held is None or not say_the_same([held, defined])):
        raise HasNoPlaceError(
            f"it uses the `{name}` of cell {defined.cell}, and the run notebook has the one of cell {cell}"
        )


def _writers(facts: CellFacts, name: VarName) -> list[int]:
    """Statements of the cell that bind or change the variable."""
    write = facts.writes.get(name)
    return sorted({s.index for s in facts.statements if name in s.writes} | ({write.statement} if write else set()))


def changes_a_value(write: Write) -> bool:
    """Whether a value from before the cell is changed for sure; drawing into a figure is what reports do."""
    is_change = write.kind in (WriteKind.MUTATE, WriteKind.ALIAS)
    return is_change and not write.is_guess and write.type != "figure" and not is_pseudo(write.name)


def why_missing(name: VarName, version: Version, definitions: Definitions, *, is_last: bool) -> str:
    """The reason why a step does not give a version of one of its variables out."""
    parts = version.write.uncrossable if version.write is not None else ()
    if parts:
        return f"`{parts[0].path or name}` is or holds {with_article(parts[0].what)}, which stays in its step"
    held = definitions.why_held(version.write.holds) if version.write is not None else ""
    if held:
        return f"`{name}` {held}"
    if is_last:
        return f"`{name}` may be unbound when its step ends"
    return f"it shows an intermediate value of `{name}`, which its step changes afterwards"
