"""ParsedNotebook and Analysis -> TagProposal for every cell that should have a tag and has none.

What a step needs, directly or through others, must be in a step; the rest is a matter of taste: few steps,
each of one kind, in the order of the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import tanh

from nb2pipe.model.accesses import BindingKind
from nb2pipe.model.analysis import Analysis, CellFacts
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.ids import is_pseudo
from nb2pipe.model.notebook import StepTag
from nb2pipe.model.tagging import TagProposal
from nb2pipe.tagging.acts import acts_of
from nb2pipe.tagging.evidence import Evidence, weigh
from nb2pipe.tagging.fates import CellFate, Fate, decide_fates, draws
from nb2pipe.tagging.gaps import gather_step_cells
from nb2pipe.tagging.habits import Act
from nb2pipe.tagging.kinds import choose_kinds
from nb2pipe.tagging.learning import learning_functions
from nb2pipe.tagging.names import name_runs
from nb2pipe.tagging.needs import binds_value, find_needs
from nb2pipe.tagging.outline import find_headings
from nb2pipe.tagging.runs import Run, form_runs
from nb2pipe.tagging.serving import serving_function
from nb2pipe.tagging.settings import find_parameters

#: Types of what a cell uses to show or to write.
_TOOLS = ("figure", "file")
_LEAST_CONFIDENCE, _MOST_CONFIDENCE = 0.4, 0.97


def suggest_tags(parsed: ParsedNotebook, analysis: Analysis) -> tuple[TagProposal, ...]:
    """Propose step, report, skip and parameters tags; cells that have one of these are anchors and stay."""
    if parsed.notebook.language != "python":
        return ()
    needs, headings = find_needs(analysis), find_headings(parsed.notebook)
    fates = decide_fates(parsed, analysis, needs)
    proposals = _without_step(analysis, fates)
    indices = [index for index, fate in enumerate(fates) if fate.fate is Fate.STEP]
    cells = gather_step_cells(analysis, needs, indices)
    parameters = find_parameters(parsed, analysis, needs, headings)
    if parameters is not None and not fates[parameters].is_fixed:
        writes = analysis.cells[parameters].writes
        names = frozenset(name for name, write in writes.items() if write.binding is BindingKind.VALUE)
        others = [index for index in indices if index != parameters]
        without = gather_step_cells(analysis, needs, others)
        if gather_step_cells(analysis, needs, others, parameters=names) == without:
            proposals.append(TagProposal(parameters, "parameters", "sets values that later cells use", 0.85))
            cells = without
    working = [facts for facts, fate in zip(analysis.cells, fates, strict=True) if fate.fate in (Fate.STEP, Fate.MOVES)]
    functions = {facts.index: serving_function(facts, analysis) for facts in working}
    serving = {cell: name for cell, name in functions.items() if name}
    learners = learning_functions(analysis)
    last_fit = _last_fit(analysis, learners)
    evidence = weigh(working, needs, headings, learners=learners, last_fit=last_fit, serving=serving)
    kinds = choose_kinds(cells, evidence, headings)
    reports = [index for index, fate in enumerate(fates) if fate.fate is Fate.REPORT]
    runs = form_runs(cells, kinds, analysis=analysis, needs=needs, headings=headings, reports=reports)
    for run, tag in zip(runs, name_runs(runs, analysis, headings, learners=learners), strict=True):
        proposals.extend(_of_run(run, tag, analysis, fates, evidence))
    return tuple(sorted(proposals, key=lambda proposal: proposal.cell))


def _last_fit(analysis: Analysis, learners: frozenset[str]) -> int:
    """The last cell that fits or evaluates a model; -1 if none does."""
    modelling = [facts.index for facts in analysis.cells if {Act.FIT, Act.EVALUATE} & acts_of(facts, learners).keys()]
    return max(modelling, default=-1)


def _without_step(analysis: Analysis, fates: Sequence[CellFate]) -> list[TagProposal]:
    found: list[TagProposal] = []
    for index, fate in enumerate(fates):
        if fate.is_fixed:
            continue
        if fate.fate is Fate.REPORT:
            found.append(
                TagProposal(index, "step:report", fate.reason or _what_it_shows(analysis, index), fate.confidence)
            )
        elif fate.fate is Fate.SKIP:
            found.append(TagProposal(index, "step:skip", fate.reason, fate.confidence))
    return found


def _what_it_shows(analysis: Analysis, index: int) -> str:
    facts = analysis.cells[index]
    if draws(facts):
        return "shows a plot"
    if all(statement.is_noise for statement in facts.statements):
        return "sets up how the notebook shows things"
    names = [name for name, read in facts.reads.items() if read.binding.value == "value" and not is_pseudo(name)]
    return f"shows {', '.join(names[:3])}" if names else "shows something"


def _of_run(
    run: Run, tag: StepTag, analysis: Analysis, fates: Sequence[CellFate], evidence: dict[int, Evidence]
) -> list[TagProposal]:
    found: list[TagProposal] = []
    for index in run.cells:
        if not fates[index].is_fixed:
            reason = _why(index, run, analysis, fates[index], evidence[index])
            found.append(TagProposal(index, str(tag), reason, _confidence(evidence[index], run, fates[index])))
    return found


def _why(index: int, run: Run, analysis: Analysis, fate: CellFate, evidence: Evidence) -> str:
    """The strongest clue; why it is in a step at all; or that it goes with its neighbours."""
    clue = evidence.reason(run.kind)
    if clue and evidence.margin(run.kind) >= 0:
        return clue
    if fate.reason:
        return fate.reason
    if clue:
        return clue
    made = _what_it_makes(analysis.cells[index])
    return f"{made}, among {run.kind} cells" if len(run.cells) > 1 else made


def _what_it_makes(facts: CellFacts) -> str:
    bound = [name for name, write in facts.writes.items() if binds_value(write) and write.type not in _TOOLS]
    if bound:
        return f"computes {', '.join(bound[:3])}"
    tools = {name for name, write in facts.writes.items() if write.type in _TOOLS}
    changed = [name for name in facts.mutates if name not in tools]
    if changed:
        return f"changes {', '.join(changed[:3])}"
    if facts.writes_files:
        return f"writes {facts.writes_files[0]}"
    return "checks values" if any(statement.is_check for statement in facts.statements) else "has an effect"


def _confidence(evidence: Evidence, run: Run, fate: CellFate) -> float:
    sure = 0.62 + 0.35 * tanh(evidence.margin(run.kind) / 2.5)
    return round(min(_MOST_CONFIDENCE, max(_LEAST_CONFIDENCE, min(sure, fate.confidence + 0.07))), 2)
