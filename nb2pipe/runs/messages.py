"""A step of a run -> the JSON document that `worker.py` reads, and the result document that it writes."""

from __future__ import annotations

import base64
import json
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nb2pipe.model.manifest import ManifestStep
from nb2pipe.runs.engine import RunRequest
from nb2pipe.runs.folder import artifact_paths


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a worker says about its step."""

    #: Empty if the step succeeded.
    error: str
    python: str = ""
    #: Values of all parameters, as JSON.
    parameters: Mapping[str, object] = field(default_factory=dict)
    metrics: Mapping[str, float | int | str | bool] = field(default_factory=dict)
    #: Outputs that no step takes and pickle can't store.
    unstored: frozenset[str] = frozenset()


def worker_request(request: RunRequest, step: ManifestStep, *, scratch: Path) -> dict[str, object]:
    """The document for one step; `scratch` is a folder for what only this run's workers need."""
    names = request.captures.get(step.name)
    taken = {name for each in request.manifest.steps for name, source in each.inputs.items() if source == step.name}
    return {
        "package": request.manifest.name,
        "package_folder": str(request.package.resolve()),
        "root": str(request.root.resolve()),
        "step": step.name,
        "function": step.function,
        "is_async": step.is_async,
        "inputs": {argument: _source(request, argument, producer) for argument, producer in step.inputs.items()},
        "parameters": list(step.parameters),
        "all_parameters": [parameter.name for parameter in request.manifest.parameters],
        "overrides": base64.b64encode(pickle.dumps(dict(request.overrides))).decode(),
        "parameters_file": str(scratch / "parameters.pkl"),
        "outputs": list(step.outputs),
        "artifacts": [
            {
                "names": list(group),
                "path": str((request.folder / path).resolve()),
                "spare": [name for name in group if name not in taken],
            }
            for group, path in artifact_paths(step.name, step.artifacts).items()
        ],
        "capture": None if names is None else {"names": list(names), "path": str(capture_path(request, step.name))},
        "pins": list(request.pins),
        # Standard input is open for as long as the process lives that asks for the step.
        "lifeline": True,
        "result": str(scratch / f"{step.name}.result.json"),
    }


def capture_path(request: RunRequest, step: str) -> Path:
    """Where a step's descriptions are written."""
    return request.folder.resolve() / "captures" / f"{step}.pkl"


def read_result(path: Path, step: ManifestStep, notebook: str) -> StepResult | None:
    """The worker's result; None if it wrote none."""
    if not path.exists():
        return None
    document = json.loads(path.read_text(encoding="utf-8"))
    failure = document["failure"]
    return StepResult(
        error="" if failure is None else _error_text(failure, step, notebook),
        python=document["python"],
        parameters=document.get("parameters", {}),
        metrics=document.get("metrics", {}),
        unstored=frozenset(document.get("unstored", ())),
    )


def _source(request: RunRequest, argument: str, producer: str) -> str:
    """The file of the producing step that holds the value."""
    step = next(step for step in request.manifest.steps if step.name == producer)
    paths = artifact_paths(step.name, step.artifacts)
    path = next(path for names, path in paths.items() if argument in names)
    return str((request.folder / path).resolve())


def _error_text(failure: Mapping[str, object], step: ManifestStep, notebook: str) -> str:
    lines = [f"{failure['type']}: {failure['message']}"]
    frames = failure["frames"]
    if isinstance(frames, list) and frames:
        lines += [f"  at {frame['file']}:{frame['line']} in {frame['function']}" for frame in frames]
    if step.cells:
        cells = ", ".join(map(str, step.cells))
        lines.append(f"  step {step.name!r} comes from cell{'s' if len(step.cells) > 1 else ''} {cells} of {notebook}")
    return "\n".join(lines)
