"""A package's manifest and its `pipeline.py`, as people have edited it -> the steps that the package runs."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.manifest import Manifest, ManifestStep
from nb2pipe.workspace.manifests import read_manifest

#: The fields of the package's `Step` that may be given by position.
_FIELDS = ("name", "function", "inputs", "parameters", "outputs", "shared")


def read_edited_manifest(directory: str) -> Manifest:
    """The manifest, with the steps that `pipeline.py` has now: an export writes it anew, a person edits the module.

    Raises WorkspaceError if the module does not show its steps.
    """
    manifest = read_manifest(directory)
    name = f"src/{manifest.name}/pipeline.py"
    path = Path(directory) / name
    try:
        data = path.read_bytes()
    except OSError:
        return manifest  # whoever runs the steps needs the modules of these only
    if hashlib.sha256(data).hexdigest() == manifest.files.get(name):
        return manifest
    try:
        steps = _steps(ast.parse(data), manifest)
    except (SyntaxError, ValueError) as error:
        raise WorkspaceError(
            f"{path}: its STEPS can't be read: {error}",
            options=f"write each as Step(…) of plain values, or run python -m {manifest.name}",
        ) from error
    return replace(manifest, steps=steps)


def _steps(module: ast.Module, manifest: Manifest) -> tuple[ManifestStep, ...]:
    values = [
        node.value
        for node in module.body
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "STEPS" for t in node.targets)
    ]
    if len(values) != 1 or not isinstance(values[0], (ast.Tuple, ast.List)):
        raise ValueError("there is not one tuple of that name")
    known = {step.name: step for step in manifest.steps}
    functions = _functions(module, manifest.name)
    steps: list[ManifestStep] = []
    for value in values[0].elts:
        step = _step(value, functions, known)
        makers = {each.name: each.outputs for each in steps}
        for argument, source in step.inputs.items():
            if argument not in makers.get(source, ()):
                raise ValueError(f"{step.name!r} takes {argument!r} of {source!r}, which no step above it makes")
        steps.append(step)
    return tuple(steps)


def _step(node: ast.expr, functions: Mapping[str, str], known: Mapping[str, ManifestStep]) -> ManifestStep:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Step"):
        raise ValueError(f"{ast.unparse(node)} is no Step(…)")
    given = dict(zip(_FIELDS, node.args, strict=False)) | {each.arg: each.value for each in node.keywords if each.arg}
    if missing := [field for field in _FIELDS[:-1] if field not in given]:
        raise ValueError(f"{ast.unparse(node)} lacks {', '.join(missing)}")
    values: dict[str, Any] = {key: ast.literal_eval(value) for key, value in given.items() if key != "function"}
    name, outputs = str(values["name"]), tuple(values["outputs"])
    together = {each: tuple(group) for group in values.get("shared", ()) for each in group}
    function = _function(given["function"], functions)
    old = known.get(name)
    new = ManifestStep(
        name=name,
        kind=function.partition(":")[0].rpartition(".")[2],
        function=function,
        cells=(),
        cell_ids=(),
        inputs=dict(values["inputs"]),
        parameters=tuple(values["parameters"]),
        outputs=outputs,
        artifacts=tuple(dict.fromkeys(together.get(each, (each,)) for each in outputs)),
    )
    if old is None:
        return new
    return replace(
        old,
        function=new.function,
        inputs=new.inputs,
        parameters=new.parameters,
        outputs=new.outputs,
        artifacts=new.artifacts,
    )


def _function(node: ast.expr, functions: Mapping[str, str]) -> str:
    """`churn.steps.train:baseline` for `train.baseline`."""
    root, *rest = ast.unparse(node).split(".")
    if root not in functions or not all(each.isidentifier() for each in rest):
        raise ValueError(f"{ast.unparse(node)} is neither imported nor defined there")
    module, _, function = ".".join([functions[root], *rest]).rpartition(".")
    return f"{module}:{function}"


def _functions(module: ast.Module, package: str) -> dict[str, str]:
    """What the names of the module mean, dotted, the module included."""
    found: dict[str, str] = {}
    for node in module.body:
        if isinstance(node, ast.ImportFrom):
            source = _joined([package] if node.level else [], node.module)
            found |= {each.asname or each.name: f"{source}.{each.name}" for each in node.names}
        elif isinstance(node, ast.Import):
            roots = {each.asname or each.name.partition(".")[0]: each for each in node.names}
            found |= {name: each.name if each.asname else name for name, each in roots.items()}
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found[node.name] = f"{package}.pipeline.{node.name}"
    return found


def _joined(above: Sequence[str], module: str | None) -> str:
    return ".".join([*above, *([module] if module else [])])
