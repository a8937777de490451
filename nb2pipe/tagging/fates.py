"""What becomes of each cell: part of a step, a report, left out, or in no need of a tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nb2pipe.model.accesses import BindingKind, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role
from nb2pipe.model.code import MagicFate, ParsedCell, ParsedNotebook
from nb2pipe.model.effects import Effect, EffectKind
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.notebook import CellType
from nb2pipe.syntax.plain_values import is_plain
from nb2pipe.tagging.acts import acts_of
from nb2pipe.tagging.habits import Act
from nb2pipe.tagging.needs import Needs, binds_value, loop_targets, sets_state
from nb2pipe.tagging.serving import serving_function

#: Effects that a cell which only shows something may have.
_HARMLESS = frozenset({
    EffectKind.SHOW, EffectKind.PYPLOT, EffectKind.DRAW, EffectKind.ADVANCE, EffectKind.USE_LIBRARY,
    EffectKind.READ_FILE, EffectKind.TIME, EffectKind.READ_ENVIRONMENT,
})  # fmt: skip

#: Libraries whose options only tell how something looks.
_DRAWING = ("matplotlib", "seaborn")

_DRAWING_OPTIONS = frozenset(f"option:{library}" for library in _DRAWING)

#: Calls that make a folder, and the path that names it.
_MAKES_FOLDER = frozenset({
    "pathlib.Path", "pathlib.Path.cwd", "os.getcwd", ".joinpath", "os.path.join", ".mkdir", "os.mkdir", "os.makedirs",
    ".exists", ".is_dir", "os.path.exists", "os.path.isdir",
})  # fmt: skip

#: Functions that fit models to judge them.
_FITTING_TO_JUDGE = frozenset({
    f"sklearn.model_selection.{name}"
    for name in ("cross_val_score", "cross_validate", "cross_val_predict", "learning_curve", "validation_curve")
})  # fmt: skip

#: Endings of the files that figures are saved in.
_PICTURES = (".png", ".jpg", ".jpeg", ".svg", ".pdf", ".eps", ".gif", ".webp")

#: Effects that no pipeline can have.
_ONLY_IN_A_NOTEBOOK = {
    EffectKind.INPUT: "waits for a person",
    EffectKind.IPYTHON: "calls get_ipython()",
    EffectKind.HISTORY: "uses what IPython showed before",
}


class Fate(StrEnum):
    """What a cell is to become."""

    STEP = "step"
    REPORT = "report"
    SKIP = "skip"
    #: Imports, definitions, constants, parameters, markdown: goes where it is used.
    MOVES = "moves"
    #: Nothing in it.
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class CellFate:
    """A cell's fate, and why if that is already known."""

    fate: Fate
    reason: str = ""
    #: A tag of the user says so: it stays.
    is_fixed: bool = False
    confidence: float = 0.9


def decide_fates(parsed: ParsedNotebook, analysis: Analysis, needs: Needs) -> list[CellFate]:
    """Decide for every cell; whatever a step needs, directly or through others, is in a step."""
    fates = [_own_fate(cell, facts, needs, analysis) for cell, facts in zip(parsed.cells, analysis.cells, strict=True)]
    _keep_raising_cells(fates, analysis, needs)
    _find_some_step(fates, analysis)
    _give_folders_to_reports(fates, analysis, needs)
    wanted = [index for index, fate in enumerate(fates) if fate.fate is Fate.STEP]
    seen = set(wanted)
    while wanted:
        for need in needs.values_of(wanted.pop()):
            producer = need.producer
            if producer in seen:
                continue
            seen.add(producer)
            wanted.append(producer)
            is_outside = fates[producer].fate in (Fate.REPORT, Fate.SKIP)
            is_outside = is_outside or _changes_what_a_step_made(producer, fates, needs, analysis)
            if is_outside and not fates[producer].is_fixed:
                fates[producer] = CellFate(Fate.STEP, f"cell {need.reader} needs {_shown(need.name)}", confidence=0.7)
    return fates


def _changes_what_a_step_made(cell: int, fates: Sequence[CellFate], needs: Needs, analysis: Analysis) -> bool:
    """Whether definitions change, as they are made, a value that a step has bound: they must stand behind it."""
    writes = analysis.cells[cell].writes.values()
    changed = {write.name for write in writes if write.kind in (WriteKind.MUTATE, WriteKind.ALIAS)}
    makers = [need.producer for need in needs.of_reader.get(cell, ()) if need.name in changed]
    return fates[cell].fate is Fate.MOVES and any(fates[maker].fate is Fate.STEP for maker in makers)


#: Kind of what is no variable -> what of it a cell needs.
_OUTSIDE = {
    "file": "the file {}", "random": "random numbers of {}", "option": "options of {}", "env": "{}",
    "cwd": "its folder",
}  # fmt: skip


def _shown(name: VarName) -> str:
    kind, _, what = name.partition(":")
    return _OUTSIDE.get(kind, "{}").format(what or kind) if is_pseudo(name) else name


def _own_fate(parsed: ParsedCell, facts: CellFacts, needs: Needs, analysis: Analysis) -> CellFate:
    fixed = {Role.STEP: Fate.STEP, Role.PARAMETERS: Fate.MOVES}
    if facts.role in fixed and facts.type is CellType.CODE:
        return CellFate(fixed[facts.role], is_fixed=True)
    for tag, fate in (("step:report", Fate.REPORT), ("step:skip", Fate.SKIP)):
        if tag in parsed.cell.tags:
            return CellFate(fate, is_fixed=True)
    if facts.type is not CellType.CODE:
        return CellFate(Fate.EMPTY)
    if parsed.module is None:
        message = parsed.fault.message if parsed.fault else "no code"
        return CellFate(Fate.SKIP, f"is not Python: {message}", confidence=0.95)
    if facts.role is Role.SKIP:
        return CellFate(Fate.EMPTY)
    if left_out := _reason_to_skip(parsed, facts):
        return CellFate(Fate.SKIP, left_out, confidence=0.85)
    if serving_function(facts, analysis):
        return CellFate(Fate.STEP)
    if (facts.role in (Role.IMPORT, Role.DEFINITION) and not _shows_values(facts)) or _only_sets_state(facts):
        return CellFate(Fate.MOVES)
    working = [s for s in facts.statements if not (s.is_display or s.is_noise or s.is_import)]
    if working and not _changes_nothing_but_figures(facts):
        return CellFate(Fate.STEP)
    return CellFate(Fate.STEP if _computes(facts, needs) else Fate.REPORT)


def _shows_values(facts: CellFacts) -> bool:
    """Whether it shows what other cells have made, beside its imports and definitions."""
    shown = (name for each in facts.statements if each.is_display for name in each.reads if name in facts.reads)
    return any(not is_pseudo(name) and facts.reads[name].binding is BindingKind.VALUE for name in shown)


def _only_sets_state(facts: CellFacts) -> bool:
    """Seeds and options beside imports and constants: what comes later gets them as it gets imports."""
    has_state = False
    for statement in facts.statements:
        sets = sets_state(facts, statement)
        has_state = has_state or sets
        if not (sets or statement.is_import or statement.is_constant or statement.is_noise):
            return False
    return has_state


def _reason_to_skip(parsed: ParsedCell, facts: CellFacts) -> str:
    unsupported = [magic.name for magic in parsed.magics if magic.fate is MagicFate.UNSUPPORTED]
    if unsupported:
        return f"{unsupported[0]} has no meaning outside IPython"
    if _only_installs(parsed, facts):
        return "installs packages"
    if "raises-exception" in parsed.cell.tags:
        return "raises an exception on purpose"
    if parsed.cell.error_name:
        return f"ended with {parsed.cell.error_name}"
    return next((_ONLY_IN_A_NOTEBOOK[e.kind] for e in facts.effects if e.kind in _ONLY_IN_A_NOTEBOOK), "")


def _only_installs(parsed: ParsedCell, facts: CellFacts) -> bool:
    """Whether a cell prepares the environment, which a pipeline's has been by then."""
    installs = [magic for magic in parsed.magics if magic.fate is MagicFate.INSTALL]
    is_all = len(installs) == len(parsed.magics) and all(statement.is_noise for statement in facts.statements)
    return bool(installs) and is_all


def _keep_raising_cells(fates: list[CellFate], analysis: Analysis, needs: Needs) -> None:
    """A cell that is left out must not take imports and definitions with it that others use."""
    for index, fate in enumerate(fates):
        is_definition = analysis.cells[index].role in (Role.IMPORT, Role.DEFINITION)
        if fate.fate is Fate.SKIP and not fate.is_fixed and is_definition and needs.of_producer.get(index):
            fates[index] = CellFate(Fate.MOVES)


def _find_some_step(fates: list[CellFate], analysis: Analysis) -> None:
    """A notebook that only shows things: what it shows is what its pipeline is to compute."""
    if any(fate.fate is Fate.STEP for fate in fates):
        return
    for index, fate in enumerate(fates):
        binds = any(binds_value(write) for write in analysis.cells[index].writes.values())
        if fate.fate is Fate.REPORT and not fate.is_fixed and binds:
            fates[index] = CellFate(Fate.STEP, confidence=0.5)


def _give_folders_to_reports(fates: list[CellFate], analysis: Analysis, needs: Needs) -> None:
    """A cell that makes a folder, and functions that save in it, is a report where only reports use it."""
    for facts in analysis.cells:
        own = fates[facts.index]
        readers = {fates[need.reader].fate for need in needs.of_producer.get(facts.index, ())}
        only_files = {effect.kind for effect in facts.effects} == {EffectKind.WRITE_FILE}
        is_for_reports = only_files and _MAKES_FOLDER.issuperset(facts.calls) and readers == {Fate.REPORT}
        if own.fate is Fate.STEP and not own.is_fixed and is_for_reports:
            fates[facts.index] = CellFate(Fate.REPORT, "makes a folder for reports", confidence=0.8)


def _changes_nothing_but_figures(facts: CellFacts) -> bool:
    """Shows something; other cells see at most new variables, and a global generator that has moved on."""
    if any(statement.is_check for statement in facts.statements) and not draws(facts):
        return False
    saves = _statements_that_save_figures(facts)
    if not all(
        effect.kind in _HARMLESS
        or _evaluates_inside(effect)
        or (effect.kind is EffectKind.WRITE_FILE and effect.statement in saves)
        or (effect.kind is EffectKind.SET_OPTION and effect.target in _DRAWING)
        for effect in facts.effects
    ):
        return False
    if not draws(facts) and not any(effect.kind is EffectKind.SHOW for effect in facts.effects):
        return False
    return all(
        write.kind is WriteKind.BIND or write.kind is WriteKind.JOIN or write.is_guess or write.type == "figure"
        for name, write in facts.writes.items()
        if not name.startswith("random:") and name not in _DRAWING_OPTIONS
    )


def _statements_that_save_figures(facts: CellFacts) -> frozenset[int]:
    """Statements whose files are pictures, of what pyplot or the cell itself has drawn."""
    others = {e.statement for e in facts.effects if e.kind is EffectKind.WRITE_FILE and not _is_picture(e, facts)}
    return frozenset({s.index for s in facts.statements} - others) if draws(facts) else frozenset()


def draws(facts: CellFacts) -> bool:
    """Whether it draws with pyplot, or binds or changes a figure."""
    by_pyplot = any(effect.kind is EffectKind.PYPLOT for effect in facts.effects)
    return by_pyplot or any(write.type == "figure" for write in facts.writes.values())


def _is_picture(effect: Effect, facts: CellFacts) -> bool:
    by_pyplot = any(
        e.kind is EffectKind.PYPLOT and e.statement == effect.statement and e.target.endswith(".savefig")
        for e in facts.effects
    )
    return by_pyplot or effect.target.lower().endswith(_PICTURES)


def _evaluates_inside(effect: Effect) -> bool:
    """A function of the notebook evaluates text, as helpers do that show an expression beside its value."""
    return effect.kind is EffectKind.DYNAMIC and effect.in_function


def _computes(facts: CellFacts, needs: Needs) -> bool:
    """Whether a cell that shows something also makes a value that counts as a result."""
    values = {name for name, write in facts.writes.items() if binds_value(write) and write.type != "figure"}
    if not values:
        return False
    if any(need.name in values for need in needs.of_producer.get(facts.index, ())):
        return True
    acts = acts_of(facts)
    if Act.FIT in acts or not _FITTING_TO_JUDGE.isdisjoint(facts.calls):
        return True
    if draws(facts) or any(effect.kind is EffectKind.TIME for effect in facts.effects):
        return False
    written_out = {name for each in facts.statements if not each.reads and is_plain(each.node) for name in each.writes}
    certain = {name for name in values - written_out if facts.writes[name].certain}
    return bool(certain - loop_targets(facts)) or Act.EVALUATE in acts
