"""Results that stay inside their steps: models that nobody can load, and serving that gives nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from nb2pipe.model.accesses import Write
from nb2pipe.model.analysis import Analysis
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.findings import Finding
from nb2pipe.model.ids import VarName
from nb2pipe.model.notebook import StepKind
from nb2pipe.model.plan import Step
from nb2pipe.planning.definitions import Definitions
from nb2pipe.planning.notices import fruitless_notice, model_notice
from nb2pipe.planning.workshop import Workshop

#: Methods by which classes of models are told from others.
_FITTING = frozenset({"fit", "partial_fit", "train"})


def missing_results(shop: Workshop, steps: Sequence[Step]) -> Iterator[Finding]:
    """What an engineer would look for in the results of a run, and why it is not there."""
    for step in steps:
        if step.kind is StepKind.SERVE and not step.outputs and not _acts(step, shop.analysis):
            yield fruitless_notice(step)
        elif step.kind is StepKind.TRAIN:
            yield from _models_inside(step, shop)


def _acts(step: Step, analysis: Analysis) -> bool:
    """What a step sends or writes is a result, too."""
    effects = {effect.kind for cell in step.cells for effect in analysis.cells[cell].effects}
    return bool(effects & {EffectKind.WRITE_FILE, EffectKind.NETWORK, EffectKind.SHELL})


def _models_inside(step: Step, shop: Workshop) -> Iterator[Finding]:
    given = {output.name for output in step.outputs}
    last = {name: cell for cell in step.cells for name in shop.analysis.cells[cell].writes}
    for name, cell in last.items():
        write = shop.analysis.cells[cell].writes[name]
        reason = shop.definitions.why_held(write.holds)
        if name not in given and reason and _is_model(write, shop.definitions):
            yield model_notice(cell, name, step.name, reason)


def _is_model(write: Write, definitions: Definitions) -> bool:
    found = definitions.defined.get(VarName(write.made_by), ())
    methods = {
        each.name.value
        for defined in found
        if isinstance(defined.node, cst.ClassDef)
        for each in defined.node.body.body
        if isinstance(each, cst.FunctionDef)
    }
    return write.type in ("estimator", "booster") or bool(methods & _FITTING)
