"""Everything for which no faithful pipeline can be written: each with its true reason."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence

import libcst as cst

from nb2pipe.model.accesses import BindingKind, Via
from nb2pipe.model.analysis import Analysis, CellFacts, Role
from nb2pipe.model.code import MagicFate, ParsedCell, ParsedNotebook
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding, Position, Severity, Span
from nb2pipe.model.ids import VarName
from nb2pipe.model.notebook import CellType
from nb2pipe.planning.body_names import MODULE_FILE, is_unbound_here
from nb2pipe.planning.computed_parameters import computed_parameters
from nb2pipe.planning.defined import BUILTINS
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.display_handles import kept_handles
from nb2pipe.planning.needs import Need
from nb2pipe.planning.notices import blocking, finding
from nb2pipe.planning.pickling import pickled_inside
from nb2pipe.planning.state import Setting
from nb2pipe.planning.stranded import early_names, from_outside, unrepeatable_settings
from nb2pipe.planning.timeline import Timeline
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.guarding import is_always_guarded
from nb2pipe.syntax.locate import span_of

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

#: Tags of cells that a pipeline does without.
_LEFT_OUT = {"step:report", "step:skip"}
_KINDS = "step:data, step:feature, step:train or step:serve"
_NO_TAGS = f"Tag cells with {_KINDS}, or run `nb2pipe tag --write`."
_ALL_OUT = (
    f"The tags that are there leave all cells out. Tag those whose values the pipeline should give with {_KINDS}."
)


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
            finding(
                "NB600",
                "no-steps",
                Severity.ERROR,
                0,
                "no cell is tagged as a step"
                if any(f.type is CellType.CODE for f in analysis.cells)
                else "the notebook has no code",
                blocks=True,
                hint=_ALL_OUT if any(_LEFT_OUT & set(cell.tags) for cell in parsed.notebook.cells) else _NO_TAGS,
            )
        )
    defining = {
        each.cell for need in needs.values() for name in need.definitions for each in definitions.defined.get(name, ())
    }
    for facts in analysis.cells:
        if facts.index in steps or facts.role is Role.PARAMETERS:
            found.extend(_in_cell(parsed, analysis, facts, star_exports))
        elif facts.index in defining:
            found.extend(_too_new(parsed.cells[facts.index], facts.index))
        if facts.index in steps:
            found.extend(_missing(parsed, timeline, needs[facts.index], facts) if facts.index in needs else ())
            found.extend(from_outside(parsed, analysis, facts, definitions, needs, given, steps))
    found.extend(computed_parameters(parsed, analysis, definitions, settings) if steps else ())
    found.extend(early_names(parsed, timeline, definitions, needs, steps))
    found.extend(kept_handles(parsed, analysis, definitions, needs, steps))
    found.extend(pickled_inside(parsed, analysis, definitions, steps))
    found.extend(unrepeatable_settings(parsed, analysis, timeline, settings, steps))
    return sorted(found, key=lambda f: (f.cell, f.span, f.code, f.message))


def _in_cell(
    parsed: ParsedNotebook, analysis: Analysis, facts: CellFacts, star_exports: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    own = parsed.cells[facts.index]
    if own.fault is not None:
        place = Position(own.fault.line, own.fault.column)
        yield blocking(
            "NB001",
            "syntax-error",
            facts.index,
            f"not Python: {own.fault.message}",
            "Mend the cell, or tag it step:skip.",
            Span(place, place),
        )
    yield from _too_new(own, facts.index)
    for magic in own.magics:
        if magic.fate is MagicFate.UNSUPPORTED or magic.defines:
            place = Position(magic.line, 0)
            if magic.defines and not _is_used(analysis, magic.defines, facts.index):
                continue
            message = f"`{magic.text.strip()}` has no meaning outside IPython"
            yield blocking(
                "NB401",
                "unsupported-magic",
                facts.index,
                message,
                "Write what it does as Python, or tag the cell step:skip.",
                Span(place, place),
            )
    for effect in facts.effects:
        span = span_of(own, effect.node)
        if effect.kind is EffectKind.IPYTHON and is_ipython_guarded(analysis):
            continue
        if effect.kind in _EFFECTS:
            code, name, message, hint = _EFFECTS[effect.kind]
            yield blocking(code, name, facts.index, message.format(target=effect.target), hint, span)
    yield from _stars(parsed, analysis, facts, star_exports)


def _too_new(own: ParsedCell, index: int) -> Iterator[Finding]:
    """What this Python has against a cell that is written for a newer one."""
    problem = _problem_of(own.cell.source) if own.module is not None else None
    # Magics are rewritten, and an indented cell is not; the cell as it stands is the cheaper one to ask about.
    if own.module is not None and problem is not None and (problem := _problem_of(own.module.code)) is not None:
        place = Position(problem.lineno or 1, 0)
        yield blocking(
            "NB001",
            "syntax-error",
            index,
            f"not Python {sys.version_info.major}.{sys.version_info.minor}, with which nb2pipe runs: {problem.msg}",
            "Run nb2pipe with the Python of the notebook, or write the cell for an older one.",
            Span(place, place),
        )


def _problem_of(source: str) -> SyntaxError | None:
    try:
        with warnings.catch_warnings():
            # An unknown escape is no matter of syntax.
            warnings.simplefilter("ignore")
            compile(source, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError):
        # Null characters and code that is nested too deeply have findings of their own.
        return None
    return None


def _is_used(analysis: Analysis, name: str, cell: int) -> bool:
    return any(VarName(name) in facts.reads for facts in analysis.cells if facts.index > cell)


def _stars(
    parsed: ParsedNotebook, analysis: Analysis, facts: CellFacts, star_exports: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    doubtful = [(name, r) for name, r in facts.reads.items() if r.site is None and r.binding is BindingKind.IMPORT]
    if not doubtful:
        return
    unresolved = [
        (other.index, effect.target)
        for other in analysis.cells
        if other.index <= facts.index
        for effect in other.effects
        if effect.kind is EffectKind.STAR_IMPORT and effect.target not in star_exports
    ]
    for name, read in doubtful:
        if read.producer in dict(unresolved):
            module = dict(unresolved)[read.producer]
            message = f"`{name}` may come from `from {module} import *`, and `{module}` cannot be looked into here"
            yield blocking(
                "NB207",
                "star-import",
                facts.index,
                message,
                f"Import the name: from {module} import {name}",
                span_of(parsed.cells[facts.index], read.node),
            )


def _missing(parsed: ParsedNotebook, timeline: Timeline, need: Need, facts: CellFacts) -> Iterator[Finding]:
    for name, node in sorted(need.missing.items()):
        if name in BUILTINS or name == "get_ipython" or _only_history(facts, name):
            continue
        if name == MODULE_FILE and is_unbound_here(facts):
            continue
        read = facts.reads[name]
        if read.via is Via.CLOSURE and name in facts.defs:
            continue  # a function looks it up, perhaps not before the cell has bound it: as in the notebook
        span = span_of(parsed.cells[facts.index], node if isinstance(node, cst.CSTNode) else None)
        later = [v.cell for v in timeline.all(name) if v.cell > facts.index and v.write is not None]
        deleted = read.deleted_in
        if deleted is not None:
            yield blocking(
                "NB103",
                "used-after-del",
                facts.index,
                f"`{name}` was deleted in cell {deleted}",
                "Delete it later, or make it again.",
                span,
            )
        elif later:
            yield blocking(
                "NB101",
                "use-before-definition",
                facts.index,
                f"`{name}` is used here, but only defined in cell {later[0]} below",
                f"Move cell {later[0]} above this one.",
                span,
            )
        else:
            yield blocking(
                "NB102",
                "undefined-name",
                facts.index,
                f"`{name}` is never defined in this notebook",
                "The cell that defined it was deleted: write it again, or make it a parameter.",
                span,
            )


def is_ipython_guarded(analysis: Analysis) -> bool:
    """Whether all code of the notebook that asks for IPython's shell is ready for there to be none."""
    users = [s.node for f in analysis.cells for s in f.statements if "get_ipython" in free_names([s.node]).all]
    return bool(users) and all(is_always_guarded(node, "get_ipython") for node in users)


def guarded_notices(parsed: ParsedNotebook, analysis: Analysis) -> Iterator[Finding]:
    """Each cell that asks for IPython's shell and does without: the package takes another branch than the notebook."""
    for facts in analysis.cells if is_ipython_guarded(analysis) else ():
        for effect in facts.effects:
            if effect.kind is EffectKind.IPYTHON and facts.role is Role.STEP:
                yield finding(
                    "NB405",
                    "get-ipython",
                    Severity.WARNING,
                    facts.index,
                    "the package runs without IPython: the handler of NameError runs, which does not in the notebook",
                    span=span_of(parsed.cells[facts.index], effect.node),
                )


def _only_history(facts: CellFacts, name: str) -> bool:
    return any(effect.kind is EffectKind.HISTORY and effect.target == name for effect in facts.effects)
