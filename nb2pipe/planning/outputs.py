"""Which values the pipeline is wanted for: what report cells show, and results that no later step takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import libcst as cst

from nb2pipe.model.accesses import BindingKind, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts, Role
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.ids import VarName, is_pseudo
from nb2pipe.model.notebook import CellType, StepTag
from nb2pipe.planning.certainty import surely_reads
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.displays import BESIDE, display_of
from nb2pipe.planning.needs import can_be_given
from nb2pipe.planning.timeline import Timeline, Version
from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import target_names
from nb2pipe.syntax.walk import walk


def wanted_values(
    parsed: ParsedNotebook, analysis: Analysis, timeline: Timeline, definitions: Definitions
) -> dict[int, set[VarName]]:
    """Cell of a step -> values of it that somebody beside the steps wants."""
    wanted: defaultdict[int, set[VarName]] = defaultdict(set)
    steps = {facts.index for facts in analysis.cells if facts.role is Role.STEP}
    reports = {facts.index for facts in analysis.cells if facts.role is Role.REPORT}
    for facts in analysis.cells:
        if facts.role is Role.REPORT and facts.type is CellType.CODE:
            for name, read in {**facts.asides, **facts.reads}.items():
                if read.producer is not None and read.binding is BindingKind.VALUE and not is_pseudo(name):
                    # A report that changes a value in place, under whatever name, needs it all the same.
                    version = timeline.bound_outside(name, facts.index, reports)
                    if (
                        version is not None
                        and version.write is not None
                        and not version.write.uncrossable
                        and version.cell in steps
                        and can_be_given(analysis, timeline, name, version.cell)
                    ):
                        wanted[version.cell].add(name)
    for name, version in _displayed(parsed, analysis, timeline):
        if version.cell in steps and can_be_result(analysis, name, version, timeline, definitions):
            wanted[version.cell].add(name)
    last = {name: version for name in timeline.names() if (version := timeline.last(name)) and not is_pseudo(name)}
    small, looked_up, handed_on = _small_steps(analysis, last), ever_read(analysis), _handed_on(analysis)
    needed = _needed_outside(analysis)
    for name, version in last.items():
        if (
            version.cell in steps
            and version.write is not None
            and can_be_result(analysis, name, version, timeline, definitions, may_be_unbound=name not in looked_up)
            and _is_result(
                analysis,
                name,
                version,
                timeline,
                is_small=version.cell in small,
                is_needed=name in needed,
                # An earlier version went from one step to another: the last one must not be missed for it.
                is_handed_on=bool(handed_on[name] - {version.cell}),
            )
        ):
            wanted[version.cell].add(name)
    return dict(wanted)


def _displayed(parsed: ParsedNotebook, analysis: Analysis, timeline: Timeline) -> Iterator[tuple[VarName, Version]]:
    """What cells that are no reports show beside what they do, as it is when the cell ends."""
    for facts in analysis.cells:
        display = display_of(parsed, facts) if facts.role in (Role.STEP, *BESIDE) else None
        for name in sorted(display.names if display is not None else ()):
            version = timeline.after(name, facts.index)
            if version is not None and not is_pseudo(name):
                yield name, version


#: A step that leaves so few values behind gives them all, whatever it used them for.
_FEW = 4


def _small_steps(analysis: Analysis, last: Mapping[VarName, Version]) -> set[int]:
    """Cells of the steps that leave only a few values behind."""
    by_step: defaultdict[StepTag, set[int]] = defaultdict(set)
    for facts in analysis.cells:
        if facts.role is Role.STEP and facts.tag is not None:
            by_step[facts.tag].add(facts.index)
    return {
        cell
        for cells in by_step.values()
        if sum(version.cell in cells and _is_left_behind(version) for version in last.values()) <= _FEW
        for cell in cells
    }


def _is_left_behind(version: Version) -> bool:
    write = version.write
    return write is not None and write.kind is WriteKind.BIND and write.binding is BindingKind.VALUE


def can_be_result(
    analysis: Analysis,
    name: VarName,
    version: Version,
    timeline: Timeline,
    definitions: Definitions,
    *,
    may_be_unbound: bool = False,
) -> bool:
    """Whether the value is there when the step ends, and another process can be given it."""
    write, cell = version.write, version.cell
    if write is None or timeline.binding(version, name) is not BindingKind.VALUE:
        return False
    defined = definitions.at(name, cell)
    if defined is not None and defined.binds_code:
        return False
    is_loose = may_be_unbound and is_maybe_unbound(analysis, name, cell)
    if is_maybe_unbound(analysis, name, cell) and not may_be_unbound:
        return False
    if write.uncrossable or name.startswith("_") or write.type in ("figure", "external"):
        return False
    if not (write.certain or write.passes or is_loose) or not can_be_given(analysis, timeline, name, cell):
        return False
    return not definitions.why_held(write.holds)


def is_maybe_unbound(analysis: Analysis, name: VarName, cell: int) -> bool:
    """Whether the notebook may run to its end without having bound the name in this cell."""
    write = analysis.cells[cell].writes.get(name)
    return (
        write is not None
        and write.maybe_unbound
        and not any(surely_reads(facts, name) for facts in analysis.cells[cell:])
    )


def ever_read(analysis: Analysis) -> frozenset[str]:
    """Names that any code may look up: who does where one is unbound gets an error, and may expect one."""
    looked_up = (free_names([s.node for s in facts.statements]).all for facts in analysis.cells)
    return frozenset().union(*(facts.reads for facts in analysis.cells), *looked_up)


def _needed_outside(analysis: Analysis) -> frozenset[str]:
    """Names that a cell takes from others, or that a function may look up when it is called."""
    late = (free_names([s.node for s in facts.statements]).late for facts in analysis.cells)
    return frozenset().union(*(facts.reads for facts in analysis.cells), *late)


def _is_result(
    analysis: Analysis,
    name: VarName,
    version: Version,
    timeline: Timeline,
    *,
    is_small: bool,
    is_needed: bool,
    is_handed_on: bool,
) -> bool:
    """Whether it is what the step was made for, and not something in between."""
    write, cell = version.write, version.cell
    assert write is not None
    facts = analysis.cells[cell]
    is_drawn_from = write.type == "rng" and any(name in statement.reads for statement in facts.statements)
    if is_drawn_from and not is_handed_on:
        return False
    if not is_needed and _is_loop_local(facts, name):
        return False  # though a loop that does not run leaves the value from before
    if write.passes and timeline.before(name, cell) is not None:
        return True
    if _is_loop_local(facts, name):
        return False
    if write.type in ("estimator", "booster") or is_handed_on:
        return True
    if _is_of_an_ended_context(facts, name):
        return False
    if is_small:
        return True
    if write.type in _SCALARS and _binds_plainly(facts, name):
        return True
    takers = [f for f in analysis.cells[cell + 1 :] if f.role is Role.STEP and name in f.reads]
    return not takers and not _used_after_last_write(facts, name)


def _handed_on(analysis: Analysis) -> defaultdict[VarName, set[int]]:
    """Names that go from one step to another, with the cells that they come from."""
    handed_on: defaultdict[VarName, set[int]] = defaultdict(set)
    for facts in analysis.cells:
        for name, read in facts.reads.items() if facts.role is Role.STEP else ():
            producer = read.producer
            if producer not in (None, facts.index) and analysis.cells[producer].tag != facts.tag:
                handed_on[name].add(producer)
    return handed_on


#: Types of which metrics and collections of models are: small enough to be kept whatever becomes of them in the cell.
_SCALARS = {"int", "float", "bool", "scalar", "str", "dict"}


def _binds_plainly(facts: CellFacts, name: VarName) -> bool:
    """A top-level assignment of the cell binds the name, not a loop or a block."""
    return any(name in s.writes and isinstance(s.node, cst.SimpleStatementLine) for s in facts.statements)


def _is_loop_local(facts: CellFacts, name: VarName) -> bool:
    """A loop's variable, or a name that a loop binds and uses anew each time round.

    What the cell finds, and each round makes from the one before, is no such name: `weights -= rate * gradient`.
    """
    goes_on = name in facts.reads
    for statement in facts.statements:
        is_loop = isinstance(statement.node, (cst.For, cst.While))
        is_own = is_loop and not goes_on and name in statement.reads & statement.writes
        if is_own and not any(name in s.writes for s in facts.statements if s is not statement):
            return True
        for node in walk(statement.node):
            if isinstance(node, cst.For) and name in set(target_names(node.target)):
                return True
    return False


def _is_of_an_ended_context(facts: CellFacts, name: VarName) -> bool:
    """A `with` binds the name and nothing of the cell uses it behind that: a handle that is closed by then.

    What is of no known type may be made for later, as the model of a library is in whose context its parts are added.
    """
    if not facts.writes[name].type:
        return False
    writers = [s for s in facts.statements if name in s.writes]
    contexts = [node for s in writers[-1:] for node in walk(s.node) if isinstance(node, cst.With)]
    targets = [item.asname.name for context in contexts for item in context.items if item.asname is not None]
    is_target = any(name in target_names(target) for target in targets)
    return is_target and not any(name in s.reads and s.index > writers[-1].index for s in facts.statements)


def _used_after_last_write(facts: CellFacts, name: VarName) -> bool:
    """The cell itself goes on computing with the value: a temporary, not a result."""
    writers = [s.index for s in facts.statements if name in s.writes]
    last = max(writers, default=-1)
    return any(name in s.reads and s.index > last and not s.is_display and bool(s.writes) for s in facts.statements)
