"""What the package gave on the samples and what the notebook gave -> the results that the tests hold on to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nb2pipe.model.ids import StepName, VarName


@dataclass(frozen=True, slots=True)
class Agreement:
    """Where notebook and package agree, and where they do not."""

    #: The document of `tests/data/golden.json`.
    golden: dict[str, Any]
    notes: tuple[str, ...]
    #: Outputs whose values are others each time, or others in the notebook.
    unstable: frozenset[tuple[str, str]]


def merge_results(recorded: Mapping[str, Any], seen: Mapping[tuple[StepName, VarName], Mapping[str, Any]]) -> Agreement:
    """The package's document with the notebook's numbers wherever both agree, and a sentence for each disagreement."""
    summaries = _summaries()
    steps: dict[str, Any] = {}
    notes: list[str] = []
    unstable: set[tuple[str, str]] = set()
    for step, found in recorded["steps"].items():
        outputs = dict(found["outputs"])
        for name, summary in outputs.items():
            notebook = seen.get((step, name), {}).get("summary")
            if notebook is None:
                continue
            if summary == summaries.VARYING:
                continue
            if summaries.differences(summary, notebook):
                unstable.add((step, name))
                notes.append(f"{step}.{name}: recorded from the package, the notebook gave another value; see verify")
            elif name not in found["varying"]:
                outputs[name] = notebook
        varying = [name for name in found["varying"] if outputs[name] == summaries.VARYING]
        notes += [f"{step}.{name}: not recorded, it is another value each time" for name in varying]
        unstable.update((step, name) for name in found["varying"])
        steps[step] = {**found, "outputs": outputs}
    notes += [_skew(each) for each in recorded["row_wise"] if each["differ"] and _is_served(each["step"], recorded)]
    notes += [_other_features(each) for each in recorded["served"] if each["differ"] and not each["agree"]]
    return Agreement({**recorded, "steps": steps}, tuple(notes), frozenset(unstable))


def _skew(found: Mapping[str, Any]) -> str:
    outputs = ", ".join(found["differ"])
    return f"{found['step']}: {outputs} of a row alone is not what it is among other rows; serving would differ"


def _other_features(found: Mapping[str, Any]) -> str:
    rows, features = ".".join(found["rows_of"]), ", ".join(found["differ"])
    return f"{found['step']}: for a row of {rows} it hands the model other features than {features} has for that row"


def _is_served(step: str, recorded: Mapping[str, Any]) -> bool:
    return any(each["step"] == step and each.get("kind") == "serve" for each in recorded["row_wise"])


def _summaries() -> Any:
    """The module that the package's tests compare with."""
    from nb2pipe.emitters.boilerplate.summaries import SUMMARIES

    module = ModuleType("summaries")
    exec(compile(SUMMARIES, "summaries.py", "exec"), vars(module))  # noqa: S102  our own source
    return module
