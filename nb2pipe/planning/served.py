"""Functions that a serve step defines and calls itself -> outputs of that step, as if it only defined them.

Most notebooks try `predict` in the cell that defines it. What leaves the step is what the step has called.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import libcst as cst

from nb2pipe.model.notebook import StepKind
from nb2pipe.model.plan import Definition, Output, Step
from nb2pipe.planning.body_names import used_names
from nb2pipe.planning.handing import FreedFunction
from nb2pipe.planning.lifting import with_function
from nb2pipe.planning.timeline import Timeline
from nb2pipe.planning.workshop import Workshop
from nb2pipe.syntax.free_names import free_names


def serve_called_functions(shop: Workshop, steps: Sequence[Step], freed: Sequence[FreedFunction]) -> tuple[Step, ...]:
    """Let serve steps return the outermost functions among those that have left them."""
    timeline = Timeline(shop.analysis)
    return tuple(_serving(step, _served(step, freed, timeline)) for step in steps)


def _served(step: Step, freed: Sequence[FreedFunction], timeline: Timeline) -> Iterator[Definition]:
    if step.kind is not StepKind.SERVE:
        return
    called = used_names(step.body) - {output.name for output in step.outputs}
    inner: list[cst.CSTNode] = [
        each for part in step.body for each in part.statements if isinstance(each, (cst.FunctionDef, cst.ClassDef))
    ]
    inner += [each.statement for each in step.definitions]
    for function in freed:
        made = function.definition
        users = [*inner, *(other.definition.statement for other in freed if other is not function)]
        is_helper = made.name in free_names(users).all
        is_own = made.cell in step.cells and function.kinds == {StepKind.SERVE} and not made.name.startswith("_")
        if is_own and not is_helper and made.name in called and _can_leave(made, timeline):
            yield made


def _can_leave(made: Definition, timeline: Timeline) -> bool:
    """Whether another process can be given everything that is bound to the function."""
    versions = [timeline.last(name) for name in made.takes]
    return all(each is not None and each.write is not None and not each.write.uncrossable for each in versions)


def _serving(step: Step, served: Iterator[Definition]) -> Step:
    for made in served:
        bound = {name: str(name) for name in made.takes}
        step = replace(
            step,
            outputs=(*step.outputs, Output(made.name, "Callable[..., Any]", binds=bound)),
            artifacts=with_function(step.artifacts, made.name, made.takes),
        )
    return step
