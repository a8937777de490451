"""Functions and classes of the notebook that nobody can import from the package, each with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import libcst as cst

from nb2pipe.model.analysis import Role
from nb2pipe.model.ids import VarName
from nb2pipe.model.notebook import StepKind
from nb2pipe.model.plan import Definition, Step
from nb2pipe.planning.body_names import bound_names
from nb2pipe.planning.displays import Display
from nb2pipe.planning.workshop import Workshop
from nb2pipe.syntax.free_names import free_names

_NOBODY = "nothing that computes or shows a value uses it"
STUCK = "its step does more with it than to call it, or changes what it uses"


def leftovers(
    shop: Workshop,
    steps: Sequence[Step],
    library: Sequence[Definition],
    reports: Collection[int],
    displays: Mapping[int, Display],
) -> dict[int, dict[VarName, str]]:
    """Cell -> what it defines and nobody uses, or cannot leave its step -> why."""
    placed = [*library, *(definition for step in steps for definition in step.definitions)]
    kept = {name for step in steps for name in bound_names(step.body)}
    kept |= {name for each in placed for name in shop.definitions.named_with(each.name)}
    kept |= {each.name for offers in shop.offers.by_cell.values() for offer in offers for each in offer.helpers}
    kept |= {name for cell in reports for name in shop.needs[cell].definitions}
    kept |= {name for display in displays.values() for name in display.names}
    found: dict[int, dict[VarName, str]] = {}
    for facts in shop.analysis.cells:
        if facts.role not in (Role.SKIP, Role.REPORT):
            for statement in facts.statements:
                name = VarName(statement.defines)
                reason = shop.offers.kept_back.get((facts.index, name), "" if name in kept else _NOBODY)
                if name and reason:
                    found.setdefault(facts.index, {})[name] = reason
    for step in steps:
        for cell, name in _stuck(step):
            found.setdefault(cell, {}).setdefault(name, STUCK)
    return found


def _stuck(step: Step) -> Iterator[tuple[int, VarName]]:
    """Functions that a serve step defines for others to call, as it seems, but has to keep inside."""
    inside = [(part.cell, each) for part in step.body for each in part.statements if isinstance(each, cst.FunctionDef)]
    for cell, function in inside if step.kind is StepKind.SERVE else ():
        name = VarName(function.name.value)
        is_helper = name in free_names([other for _, other in inside if other is not function]).all
        if not name.startswith("_") and not is_helper and all(name != output.name for output in step.outputs):
            yield cell, name
