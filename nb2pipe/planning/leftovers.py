"""Functions and classes of the notebook that nobody can import from the package, each with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nb2pipe.model.analysis import Role
from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Definition, Step
from nb2pipe.planning.body_names import bound_names
from nb2pipe.planning.displays import Display
from nb2pipe.planning.workshop import Workshop

_NOBODY = "nothing that computes or shows a value uses it"


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
    return found
