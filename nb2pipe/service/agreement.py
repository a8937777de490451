"""What the package gave on the samples and what the notebook gave -> the results that the tests hold on to."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nb2pipe.model.ids import StepName, VarName


def merge_results(
    recorded: Mapping[str, Any], seen: Mapping[tuple[StepName, VarName], Mapping[str, Any]]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The package's document with the notebook's numbers wherever both agree, and a sentence for each disagreement."""
    differences = _summaries().differences
    steps: dict[str, Any] = {}
    notes: list[str] = []
    for step, found in recorded["steps"].items():
        outputs = dict(found["outputs"])
        for name, summary in outputs.items():
            notebook = seen.get((step, name), {}).get("summary")
            if notebook is None:
                continue
            if differences(notebook, summary):
                notes.append(f"{step}.{name}: recorded from the package, the notebook gave another value; see verify")
            else:
                outputs[name] = notebook
        notes += [f"{step}.{name}: not recorded, it is another value each time" for name in found["varying"]]
        steps[step] = {**found, "outputs": outputs}
    notes += [_skew(each) for each in recorded["row_wise"] if each["differ"] and _is_served(each["step"], recorded)]
    return {**recorded, "steps": steps}, tuple(notes)


def _skew(found: Mapping[str, Any]) -> str:
    outputs = ", ".join(found["differ"])
    return f"{found['step']}: {outputs} of a row alone is not what it is among other rows; serving would differ"


def _is_served(step: str, recorded: Mapping[str, Any]) -> bool:
    return any(each["step"] == step and each.get("kind") == "serve" for each in recorded["row_wise"])


def _summaries() -> Any:
    """The module that the package's tests compare with."""
    from nb2pipe.emitters.boilerplate.summaries import SUMMARIES

    module = ModuleType("summaries")
    exec(compile(SUMMARIES, "summaries.py", "exec"), vars(module))  # noqa: S102  our own source
    return module
