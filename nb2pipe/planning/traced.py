"""A plan and the types that a run of the notebook showed -> the plan with these types in its signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.plan import Import, PipelinePlan, Step

_DOTTED = re.compile(r"[A-Za-z_][\w.]*")
#: What readers expect these modules to be called.
_CUSTOMARY = {"pandas": "pd", "numpy": "np"}


def with_types(plan: PipelinePlan, annotations: Mapping[tuple[StepName, VarName], str]) -> PipelinePlan:
    """Annotate outputs, and the inputs that take them, with the types of `pandas.DataFrame`'s form that were seen."""
    members, modules = _imported(plan)

    def name(match: re.Match[str]) -> str:
        return _name_of(match.group(), members, modules)

    named = {key: _DOTTED.sub(name, text) for key, text in annotations.items()}
    return replace(plan, steps=tuple(_annotated(step, named) for step in plan.steps))


def _annotated(step: Step, annotations: Mapping[tuple[StepName, VarName], str]) -> Step:
    inputs = tuple(
        replace(each, annotation=annotations.get((each.source, each.name), each.annotation)) for each in step.inputs
    )
    outputs = tuple(
        replace(each, annotation=annotations.get((step.name, each.name), each.annotation)) for each in step.outputs
    )
    return replace(step, inputs=inputs, outputs=outputs)


def _name_of(dotted: str, members: Mapping[str, str], modules: Mapping[str, str]) -> str:
    """The name under which the package already has the type, or else the customary one."""
    if dotted in members:
        return members[dotted]
    module, _, last = dotted.rpartition(".")
    if module in modules:
        return f"{modules[module]}.{last}"
    root, _, rest = dotted.partition(".")
    return f"{_CUSTOMARY[root]}.{rest}" if rest and root in _CUSTOMARY else dotted


def _imported(plan: PipelinePlan) -> tuple[dict[str, str], dict[str, str]]:
    """Members and modules that the package imports -> the names that it gives them."""
    imports: set[Import] = set(plan.library_imports)
    imports.update(each for step in plan.steps for each in step.imports)
    found = [each for each in sorted(imports) if not each.level]
    members: dict[str, str] = {f"{each.module}.{each.member}": each.binds for each in found if each.member}
    modules: dict[str, str] = {each.module: each.binds for each in found if not each.member and each.binds != each.root}
    return members, modules
