"""Everything for which no faithful pipeline can be written: each with its true reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import libcst as cst

from nb2pipe.model.analysis import Analysis, CellFacts, EffectKind, Role
from nb2pipe.model.code import MagicFate, ParsedNotebook
from nb2pipe.model.findings import Finding, Position, Severity, Span
from nb2pipe.model.ids import VarName
from nb2pipe.planning.definitions import BUILTINS, Definitions
from nb2pipe.planning.generators import STATE_NAMES
from nb2pipe.planning.needs import Need
from nb2pipe.planning.notices import finding
from nb2pipe.planning.problems import rebound_since
from nb2pipe.planning.state import Setting, names_in
from nb2pipe.planning.timeline import Timeline, is_pseudo
from nb2pipe.syntax.locate import span_of
from nb2pipe.syntax.scopes import free_names

_EFFECTS: dict[EffectKind, tuple[str, str, str, str]] = {
    EffectKind.DYNAMIC: (
        "NB208", "dynamic-namespace", "`{target}` reaches names that the code does not show",
        "Write the names out, or keep the cell with all cells that share its names outside the pipeline.",
    ),
    EffectKind.INPUT: (
        "NB310", "user-input", "`{target}` waits for a person, whom a pipeline does not have",
        "Make the value a parameter.",
    ),
    EffectKind.HISTORY: (
        "NB404", "ipython-history", "`{target}` is what IPython showed last, which only a notebook has",
        "Assign the value to a name and use the name.",
    ),
    EffectKind.IPYTHON: (
        "NB405", "get-ipython", "`get_ipython()` exists only inside IPython", "Write what the magic does as Python.",
    ),
    EffectKind.TOO_COMPLEX: (
        "NB002", "too-complex", "the code is nested or repeated too deeply to be followed ({target})",
        "Split the cell, or the function it calls.",
    ),
}  # fmt: skip


def blockers(
    parsed: ParsedNotebook,
    analysis: Analysis,
    timeline: Timeline,
    definitions: Definitions,
    needs: Mapping[int, Need],
    given: Mapping[int, Mapping[VarName, int]],
    settings: Sequence[Setting],
    star_exports: Mapping[str, frozenset[str]],
) -> list[Finding]:
    """All findings that stand in the way, sorted by cell."""
    found: list[Finding] = []
    steps = {facts.index for facts in analysis.cells if facts.role is Role.STEP}
    if not steps:
        found.append(
            finding("NB600", "no-steps", Severity.ERROR, 0, "no cell is tagged as a step", blocks=True,
                    hint="Tag cells with step:data, step:feature, step:train or step:serve, or run `nb2pipe tag --write`.")
        )  # fmt: skip
    for facts in analysis.cells:
        if facts.index in steps or facts.role is Role.PARAMETERS:
            found.extend(_in_cell(parsed, analysis, facts, star_exports))
        if facts.index in steps:
            found.extend(
                _missing(parsed, timeline, needs[facts.index], facts, analysis) if facts.index in needs else ()
            )
            found.extend(_outside(parsed, analysis, facts, needs, given, steps))
    found.extend(_early_names(parsed, analysis, timeline, definitions, needs, steps))
    found.extend(_settings(parsed, analysis, definitions, timeline, settings, steps))
    return sorted(found, key=lambda f: (f.cell, f.span, f.code, f.message))


def _block(code: str, name: str, cell: int, message: str, hint: str, span: Span) -> Finding:
    return finding(code, name, Severity.ERROR, cell, message, hint=hint, span=span, blocks=True)


def _in_cell(
    parsed: ParsedNotebook, analysis: Analysis, facts: CellFacts, star_exports: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    own = parsed.cells[facts.index]
    if own.fault is not None:
        place = Position(own.fault.line, own.fault.column)
        yield _block("NB001", "syntax-error", facts.index, f"not Python: {own.fault.message}",
                     "Mend the cell, or tag it step:skip.", Span(place, place))  # fmt: skip
    for magic in own.magics:
        if magic.fate is MagicFate.UNSUPPORTED or magic.defines:
            place = Position(magic.line, 0)
            if magic.defines and not _is_used(analysis, magic.defines, facts.index):
                continue
            yield _block("NB401", "unsupported-magic", facts.index, f"`{magic.text.strip()}` has no meaning outside IPython",
                         "Write what it does as Python, or tag the cell step:skip.", Span(place, place))  # fmt: skip
    for effect in facts.effects:
        span = span_of(own, effect.node)
        if effect.kind in _EFFECTS:
            code, name, message, hint = _EFFECTS[effect.kind]
            yield _block(code, name, facts.index, message.format(target=effect.target), hint, span)
    yield from _stars(parsed, analysis, facts, star_exports)


def _is_used(analysis: Analysis, name: str, cell: int) -> bool:
    return any(VarName(name) in facts.reads for facts in analysis.cells if facts.index > cell)


def _stars(
    parsed: ParsedNotebook, analysis: Analysis, facts: CellFacts, star_exports: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    unresolved = [
        (other.index, effect.target)
        for other in analysis.cells if other.index <= facts.index
        for effect in other.effects if effect.kind is EffectKind.STAR_IMPORT and effect.target not in star_exports
    ]  # fmt: skip
    for name, read in facts.reads.items():
        if unresolved and read.site is None and read.binding.value == "import" and read.producer in dict(unresolved):
            module = dict(unresolved)[read.producer]
            yield _block("NB207", "star-import", facts.index,
                         f"`{name}` may come from `from {module} import *`, and `{module}` cannot be looked into here",
                         f"Import the name: from {module} import {name}", span_of(parsed.cells[facts.index], read.node))  # fmt: skip


def _missing(
    parsed: ParsedNotebook, timeline: Timeline, need: Need, facts: CellFacts, analysis: Analysis
) -> Iterator[Finding]:
    for name, node in sorted(need.missing.items()):
        if name in BUILTINS or name == "get_ipython" or _only_history(facts, name):
            continue
        span = span_of(parsed.cells[facts.index], node if isinstance(node, cst.CSTNode) else None)
        later = [v.cell for v in timeline.all(name) if v.cell > facts.index and v.write is not None]
        deleted = facts.reads[name].deleted_in
        if deleted is not None:
            yield _block("NB103", "used-after-del", facts.index, f"`{name}` was deleted in cell {deleted}",
                         "Delete it later, or make it again.", span)  # fmt: skip
        elif later:
            yield _block("NB101", "use-before-definition", facts.index,
                         f"`{name}` is used here, but only defined in cell {later[0]} below",
                         f"Move cell {later[0]} above this one.", span)  # fmt: skip
        else:
            yield _block("NB102", "undefined-name", facts.index, f"`{name}` is never defined in this notebook",
                         "The cell that defined it was deleted: write it again, or make it a parameter.", span)  # fmt: skip


def _only_history(facts: CellFacts, name: str) -> bool:
    return any(effect.kind is EffectKind.HISTORY and effect.target == name for effect in facts.effects)


def _outside(
    parsed: ParsedNotebook,
    analysis: Analysis,
    facts: CellFacts,
    needs: Mapping[int, Need],
    given: Mapping[int, Mapping[VarName, int]],
    steps: set[int],
) -> Iterator[Finding]:
    """Values, files and states that a step takes from a cell which is in no step."""
    for name, producer in sorted(given.get(facts.index, {}).items()):
        source = analysis.cells[producer]
        if producer in steps or source.role is Role.PARAMETERS:
            continue
        read = facts.reads.get(name)
        span = span_of(parsed.cells[facts.index], read.node if read is not None else None)
        what = f"the random numbers of `{name.partition(':')[2]}`" if name in STATE_NAMES else f"`{name}`"
        if source.role is Role.UNTAGGED:
            yield _block("NB603", "untagged-value", facts.index,
                         f"this step needs {what} from cell {producer}, which has no step tag",
                         f"Tag cell {producer} as a step, or let `nb2pipe tag --write` propose one.", span)  # fmt: skip
        else:
            yield _block("NB604", "changed-outside-steps", facts.index,
                         f"this step needs {what} as cell {producer} leaves it, but that is a {source.role} cell",
                         f"Tag cell {producer} as a step.", span)  # fmt: skip
    for producer in sorted(needs[facts.index].after if facts.index in needs else ()):
        source = analysis.cells[producer]
        if producer not in steps and source.role is not Role.PARAMETERS and source.writes_files:
            yield _block("NB603", "untagged-value", facts.index,
                         f"this step reads a file that cell {producer} writes, which is in no step",
                         f"Tag cell {producer} as a step.", span_of(parsed.cells[facts.index], None))  # fmt: skip
    for name in (VarName("random:torch"), VarName("random:tensorflow")):
        read = facts.reads.get(VarName(name))
        if read is not None and read.producer is not None and read.producer != facts.index:
            library = name.partition(":")[2]
            yield _block("NB302", "seed-crosses-steps", facts.index,
                         f"the random state of {library}, seeded in cell {read.producer}, cannot be handed on",
                         "Seed the generator in the step that draws from it.", span_of(parsed.cells[facts.index], read.node))  # fmt: skip


def _settings(
    parsed: ParsedNotebook,
    analysis: Analysis,
    definitions: Definitions,
    timeline: Timeline,
    settings: Sequence[Setting],
    steps: set[int],
) -> Iterator[Finding]:
    for setting in settings:
        later = [cell for cell in steps if cell > setting.cell]
        if not later or setting.only_draws:
            continue
        span = span_of(parsed.cells[setting.cell], setting.node)
        if setting.is_mixed:
            yield _block("NB303", "option-crosses-steps", setting.cell,
                         "this statement sets process state and computes values at once: later steps cannot repeat it",
                         "Put what sets the state into a statement of its own.", span)  # fmt: skip
            continue
        for name in sorted(names_in(setting)):
            then = timeline.value_before(name, setting.cell + 1)
            changed = [cell for cell in later if timeline.value_before(name, cell) != then]
            if then is not None and changed and not is_pseudo(name):
                yield _block("NB303", "option-crosses-steps", setting.cell,
                             f"later steps must set this state again, but it depends on `{name}`, which changes in between",
                             "Use a literal value.", span)  # fmt: skip


def _early_names(
    parsed: ParsedNotebook, analysis: Analysis, timeline: Timeline, definitions: Definitions,
    needs: Mapping[int, Need], steps: set[int],
) -> Iterator[Finding]:  # fmt: skip
    """A definition outside all steps that was made with a value which the step no longer finds."""
    for cell in sorted(steps & set(needs)):
        for name in sorted(needs[cell].definitions):
            defined = definitions.at(name, cell)
            if defined is None or defined.cell in steps or definitions.is_closed(name):
                continue
            for early in sorted(free_names([defined.node]).early):
                if not definitions.is_stable_import(early) and rebound_since(
                    timeline, analysis, definitions, early, defined, cell
                ):
                    yield _block("NB211", "early-binding", cell,
                                 f"`{name}` was defined in cell {defined.cell} with an `{early}` that is another one here",
                                 f"Tag cell {defined.cell} with the step that uses `{name}`, or pass `{early}` as an argument.",
                                 span_of(parsed.cells[cell], None))  # fmt: skip
