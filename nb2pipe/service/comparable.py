"""Plan and analysis -> the values that notebook and package must agree on, and where each side has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nb2pipe.model.accesses import BindingKind, WriteKind
from nb2pipe.model.analysis import Analysis, CellFacts
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import PipelinePlan, Step
from nb2pipe.model.verification import CapturePoint
from nb2pipe.runs.inside.files import FILE
from nb2pipe.syntax import parse_cell

#: Before the target of an effect: an attribute of a function or a class of the notebook, which carry it along.
_OF_A_FUNCTION = "function:"
#: A pattern, an address, or a folder that is another one on each machine.
_OPEN_PATH = re.compile(r"[*?\[<]|://|^[~:]")
#: IPython binds these anew with each result that it shows.
_LAST_SHOWN = frozenset({"_", "__", "___"})


def capture_points(plan: PipelinePlan, analysis: Analysis) -> tuple[CapturePoint, ...]:
    """Every variable that a step holds when it ends, with the cell after which the notebook has the same one."""
    at_top = _at_top(plan)
    return tuple(
        CapturePoint(
            step.name,
            name,
            _last_cell_with(name, cell, step, analysis),
            changed_in=cell,
            is_optional=_may_be_from_before(name, step, analysis.cells[cell]),
        )
        for step in plan.steps
        for name, cell in sorted(_variables_at_end(step, analysis, at_top).items())
    )


def definition_points(plan: PipelinePlan, analysis: Analysis) -> tuple[CapturePoint, ...]:
    """The functions and classes that a step uses, which have state of their own, and what it changes in libraries.

    A class counts its instances, a function remembers calls, a closure keeps a sum: none of that is a variable. A step
    that does without a definition need not have it. A function that a step returns with variables bound to it is
    compared by these variables, and so is one that the package's steps hand them.
    """
    handed = {each.name for step in plan.steps for each in step.definitions if each.takes}
    handed |= {each.name for each in plan.library if each.takes}
    registries = _registries(analysis, _at_top(plan))
    return tuple(
        CapturePoint(step.name, name, cell, is_optional="." not in name, is_state=True)
        for step in plan.steps
        for name, cell in sorted({**_used_definitions(step, analysis, registries), **_patched(step, analysis)}.items())
        if name not in handed
    )


def file_points(plan: PipelinePlan, analysis: Analysis) -> tuple[CapturePoint, ...]:
    """The files of known paths that only one step writes, as they are when it ends.

    Where something changes the working directory, a path does not say which file it means.
    """
    if any(each.kind is EffectKind.CHANGE_DIRECTORY for facts in analysis.cells for each in facts.effects):
        return ()
    writers: dict[str, set[int]] = {}
    for cell, facts in enumerate(analysis.cells):
        for path in facts.writes_files:
            writers.setdefault(path, set()).add(cell)
    return tuple(
        CapturePoint(step.name, f"{FILE}{path}", max(step.cells), changed_in=max(cells))
        for path, cells in sorted(writers.items())
        if not _OPEN_PATH.search(path)
        for step in plan.steps
        if cells <= set(step.cells)
    )


def with_optional_locals(points: tuple[CapturePoint, ...], plan: PipelinePlan) -> tuple[CapturePoint, ...]:
    """The same, where what a step keeps to itself need not be there: who edits a function may rename it."""
    outputs = {(step.name, output.name) for step in plan.steps for output in step.outputs}
    return tuple(
        point if point.name.startswith(FILE) else replace(point, is_optional=(point.step, point.name) not in outputs)
        for point in points
    )


def _variables_at_end(step: Step, analysis: Analysis, at_top: set[str]) -> dict[str, int]:
    """What a step holds when it ends, without what it only leaves to the functions beside which it stands."""
    beside = at_top - _passed(step)
    return {name: cell for name, cell in _held_at_end(step, analysis).items() if name not in beside}


def _may_be_from_before(name: str, step: Step, facts: CellFacts) -> bool:
    """Whether the notebook's value may be an older one, which the step is not given since nothing needs it."""
    write = facts.writes.get(VarName(name))
    return write is not None and write.passes and name not in _passed(step)


def _passed(step: Step) -> set[str]:
    return {given.name for given in step.inputs} | {made.name for made in step.outputs}


def _at_top(plan: PipelinePlan) -> set[str]:
    """What stands at the top level of the package's modules."""
    return {each.name for definitions in (plan.library, *(s.definitions for s in plan.steps)) for each in definitions}


def _registries(analysis: Analysis, at_top: set[str]) -> frozenset[str]:
    """Variables beside the functions of a module, registries and tables of functions: a step may do without them."""
    made = (each for facts in analysis.cells for each in facts.statements if not (each.defines or each.is_constant))
    return frozenset(name for each in made for name in each.writes & at_top)


def _held_at_end(step: Step, analysis: Analysis) -> dict[str, int]:
    """Variables of the step and the last of its cells that made or changed each.

    A variable that is changed but neither bound here nor passed in or out does not exist in the step. What is bound
    only to be thrown away (`_ = model.fit(x, y)`) is another thing in the notebook as soon as a later cell shows one.
    """
    passed = _passed(step)
    held: dict[str, int] = {}
    for cell in step.cells:
        facts = analysis.cells[cell]
        captured = _captured(analysis, cell)
        for name, write in facts.writes.items():
            if name in captured and name not in passed:
                continue
            is_here = write.kind is WriteKind.BIND or name in passed or name in held
            if is_here and write.binding is BindingKind.VALUE and name.isidentifier():
                held[name] = cell
        for name in facts.deletes:
            held.pop(name, None)
    return {name: cell for name, cell in held.items() if name in passed or name not in _LAST_SHOWN}


def _captured(analysis: Analysis, cell: int) -> frozenset[str]:
    """What magics bind that do not go into the step: `%%capture output`."""
    source = analysis.notebook.cells[cell]
    if not source.source.lstrip().startswith("%%"):
        return frozenset()
    return frozenset(magic.defines for magic in parse_cell(source).magics if magic.defines)


def _last_cell_with(name: str, changed_in: int, step: Step, analysis: Analysis) -> int:
    """The last of the step's cells after which the variable is still what this step made it.

    Changes that no code shows, through a weak reference say, happen on both sides then.
    """
    others = [
        cell
        for cell, facts in enumerate(analysis.cells)
        if cell not in step.cells and (name in facts.writes or name in facts.deletes)
    ]
    end = min((cell for cell in others if cell > changed_in), default=len(analysis.cells))
    return max(cell for cell in step.cells if cell < end)


def _used_definitions(step: Step, analysis: Analysis, registries: frozenset[str]) -> dict[str, int]:
    """Functions, classes and registries of the notebook and the last of the step's cells that uses each."""
    values = {*(_held_at_end(step, analysis).keys() - registries), *(made.name for made in step.outputs if made.binds)}
    used = {name: cell for cell in step.cells for name in _definitions_in(analysis.cells[cell])}
    for cell in step.cells:
        facts = analysis.cells[cell]
        used.update(dict.fromkeys(registries.intersection((*facts.reads, *facts.writes)), cell))
    return {name: cell for name, cell in used.items() if name not in values and name.isidentifier()}


def _definitions_in(facts: CellFacts) -> Iterator[str]:
    yield from (name for name, read in facts.reads.items() if read.binding is BindingKind.DEFINITION)
    for name, write in facts.writes.items():
        if write.binding is BindingKind.DEFINITION:
            yield name
        yield from write.holds


def _patched(step: Step, analysis: Analysis) -> dict[str, int]:
    """Attributes of libraries that the step replaces or adds, as `module.name`."""
    return {
        effect.target: cell
        for cell in step.cells
        for effect in analysis.cells[cell].effects
        if effect.kind is EffectKind.MONKEYPATCH and effect.certain and not effect.target.startswith(_OF_A_FUNCTION)
    }
