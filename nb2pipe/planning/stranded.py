"""Values, states and definitions that a step needs and that no step and no repeated statement can give it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nb2pipe.model.analysis import Analysis, CellFacts, Role
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.findings import Finding
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.plan import GENERATOR_STATES
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.needs import Need
from nb2pipe.planning.notices import blocking
from nb2pipe.planning.problems import LOG_HANDLER, LOGGING_HINT, rebound_since
from nb2pipe.planning.prose import with_article
from nb2pipe.planning.state import Setting, applies_to, names_in
from nb2pipe.planning.timeline import Timeline
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.locate import span_of


def from_outside(
    parsed: ParsedNotebook,
    analysis: Analysis,
    facts: CellFacts,
    definitions: Definitions,
    needs: Mapping[int, Need],
    given: Mapping[int, Mapping[VarName, int]],
    steps: set[int],
) -> Iterator[Finding]:
    """Values, definitions, files and states that a step takes from a cell which is in no step."""
    for name, producer in sorted(given.get(facts.index, {}).items()):
        source = analysis.cells[producer]
        if producer in steps or source.role is Role.PARAMETERS:
            continue
        read = facts.reads.get(name)
        span = span_of(parsed.cells[facts.index], read.node if read is not None else None)
        what = f"the random numbers of `{name.partition(':')[2]}`" if name in GENERATOR_STATES else f"`{name}`"
        if source.role is Role.UNTAGGED:
            yield blocking(
                "NB603",
                "untagged-value",
                facts.index,
                f"this step needs {what} from cell {producer}, which has no step tag",
                LOGGING_HINT
                if any(each.what == LOG_HANDLER for write in source.writes.values() for each in write.uncrossable)
                else f"Tag cell {producer} as a step, or let `nb2pipe tag --write` propose one.",
                span,
            )
        else:
            kind = with_article(f"{source.role} cell")
            yield blocking(
                "NB604",
                "changed-outside-steps",
                facts.index,
                f"this step needs {what} as cell {producer} leaves it, but that is {kind}",
                f"Tag cell {producer} as a step.",
                span,
            )
    for name in sorted(needs[facts.index].stateful if facts.index in needs else ()):
        for source in _changed_outside(analysis, definitions, name, facts.index, steps):
            yield blocking(
                "NB604",
                "changed-outside-steps",
                facts.index,
                f"this step needs `{name}` as cell {source.index} changes it, and that cell is in no step",
                f"Tag cell {source.index} with the step that uses `{name}`.",
                span_of(parsed.cells[facts.index], None),
            )
    for producer in sorted(needs[facts.index].after if facts.index in needs else ()):
        source = analysis.cells[producer]
        if producer not in steps and source.role is not Role.PARAMETERS and source.writes_files:
            yield blocking(
                "NB603",
                "untagged-value",
                facts.index,
                f"this step reads a file that cell {producer} writes, which is in no step",
                f"Tag cell {producer} as a step.",
                span_of(parsed.cells[facts.index], None),
            )


def _changed_outside(
    analysis: Analysis, definitions: Definitions, name: VarName, cell: int, steps: set[int]
) -> Iterator[CellFacts]:
    """Cells of no step that change a definition by what does not go along with it."""
    along = {(at, statement.index) for at, statement in definitions.registered_with(name, cell)}
    along |= {(each.cell, each.statement) for each in definitions.defined[name]}
    for source in analysis.cells:
        if source.index < cell and source.index not in steps and source.role is not Role.PARAMETERS:
            changing = {(source.index, each.index) for each in source.statements if name in each.writes}
            if changing - along:
                yield source


def unrepeatable_settings(
    parsed: ParsedNotebook,
    analysis: Analysis,
    timeline: Timeline,
    settings: Sequence[Setting],
    steps: set[int],
) -> Iterator[Finding]:
    """Statements that set process state and that later steps cannot repeat."""
    for setting in settings:
        later = [
            cell
            for cell in steps
            if cell > setting.cell and (not setting.only_seeds or applies_to(setting, [analysis.cells[cell]]))
        ]
        if not later or setting.only_draws:
            continue
        span = span_of(parsed.cells[setting.cell], setting.node)
        if setting.is_mixed:
            yield blocking(
                "NB303",
                "option-crosses-steps",
                setting.cell,
                "this statement sets process state and does more at once: later steps cannot repeat it",
                "Put what sets the state into a statement of its own.",
                span,
            )
            continue
        for name in sorted(names_in(setting)):
            then = timeline.value_before(name, setting.cell + 1)
            changed = [cell for cell in later if timeline.value_before(name, cell) != then]
            changed += [setting.cell] if _changes_after(analysis.cells[setting.cell], setting, name) else []
            if then is not None and changed and not is_pseudo(name):
                yield blocking(
                    "NB303",
                    "option-crosses-steps",
                    setting.cell,
                    f"later steps must set this state again, but it depends on `{name}`, which changes in between",
                    "Use a literal value.",
                    span,
                )


def _changes_after(facts: CellFacts, setting: Setting, name: str) -> bool:
    """Whether the setting's own cell goes on to bind or change a variable that it uses."""
    return any(name in each.writes for each in facts.statements if each.index > setting.statement)


def early_names(
    parsed: ParsedNotebook,
    timeline: Timeline,
    definitions: Definitions,
    needs: Mapping[int, Need],
    steps: set[int],
) -> Iterator[Finding]:
    """A definition outside all steps that was made with a value which the step no longer finds."""
    for cell in sorted(steps & set(needs)):
        for name in sorted(needs[cell].definitions):
            defined = definitions.at(name, cell)
            if defined is None or defined.cell in steps or definitions.is_closed(name):
                continue
            for early in sorted(free_names([defined.node]).early):
                if not definitions.is_stable_import(early) and rebound_since(
                    timeline, definitions, early, defined, cell
                ):
                    yield blocking(
                        "NB211",
                        "early-binding",
                        cell,
                        f"`{name}` was defined in cell {defined.cell} with another `{early}` than there is here",
                        f"Tag cell {defined.cell} with the step that uses `{name}`, or pass `{early}` as an argument.",
                        span_of(parsed.cells[cell], None),
                    )
