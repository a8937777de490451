"""PipelinePlan -> `notebooks/run.ipynb`: the notebook's prose and reports over the package's steps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nb2pipe.emitters.imports import import_statements
from nb2pipe.emitters.nodes import code_of
from nb2pipe.emitters.result_lines import assignment_of_call
from nb2pipe.emitters.twin_versions import Versions
from nb2pipe.model.plan import Parameter, PipelinePlan, Step

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# Steps close their figures as the notebook's cells do when they end; there they were shown first.
_SHOWING = """import sys as {sys}

import matplotlib.pyplot as {pyplot}


def {closing}(which=None, close={pyplot}.close):
    if {sys}._getframe(1).f_globals["__name__"].startswith("{package}.") and {pyplot}.get_fignums():
        {pyplot}.show()
    close(which)


{pyplot}.close = {closing}"""
_WORD = re.compile(r"[^\W\d]\w*")
#: Types of which papermill hands on values as they are.
_JSON_TYPES = frozenset({"Any", "None", "bool", "dict", "float", "int", "list", "str"})
_OTHER_KEYS = re.compile(r"\bdict\[(?!str\b)")


@dataclass(frozen=True, slots=True)
class _Names:
    """Names that the twin adds to the notebook's, each free in it."""

    parameters: str
    parameters_class: str
    root: str
    os: str
    pyplot: str
    sys: str
    closing: str
    modules: dict[str, str]
    #: A step may leave the folder in which the next one has to start.
    leaves_folder: bool


def emit_twin(plan: PipelinePlan) -> bytes:
    """Setup, parameters, then the plan's cells in order; a step's cell binds all its outputs by name."""
    names = _free_names(plan)
    versions = Versions(plan, _words(plan))
    cells = [_code("setup", _setup(plan, names))]
    if plan.parameters:
        cells.append(_code("parameters", _assignments(plan.parameters), tags=["parameters"]))
        cells.append(_code("checked-parameters", _checked(plan, names)))
    counts = {"markdown": 0, "report": 0}
    for cell in plan.twin:
        if cell.step is not None and cell.what == "step":
            cells.append(_code(f"step-{cell.step}", _step_source(plan.step(cell.step), names, versions)))
            continue
        counts[cell.what] = counts.get(cell.what, 0) + 1
        identifier = f"{cell.what}-{counts[cell.what]}"
        if cell.what == "markdown":
            cells.append(_markdown(identifier, cell.source))
            continue
        if bindings := versions.show(cell):
            cells.append(_code(f"values-{counts[cell.what]}", "\n".join(bindings)))
        cells.append(_code(identifier, cell.source))
    notebook = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _setup(plan: PipelinePlan, names: _Names) -> str:
    kinds = sorted({step.kind.value for step in plan.steps})
    lines = [f"from {plan.name}.steps import {kind} as {names.modules[kind]}" for kind in kinds]
    if plan.parameters:
        lines.insert(0, f"from {plan.name}.parameters import Parameters as {names.parameters_class}")
    imports = code_of(import_statements([i for each in plan.parameters for i in each.imports], package=plan.name))
    chdir = [f"import os as {names.os}", "", f"{names.root} = {names.os}.getcwd()"] if names.leaves_folder else []
    figures = _figures_shown(plan, names) if plan.uses_pyplot else ""
    parts = [plan.twin_setup.strip("\n"), imports.strip("\n"), "\n".join(lines), "\n".join(chdir), figures]
    return "\n\n".join(part for part in parts if part)


def _figures_shown(plan: PipelinePlan, names: _Names) -> str:
    return _SHOWING.format(pyplot=names.pyplot, sys=names.sys, closing=names.closing, package=plan.name)


def _assignments(parameters: Iterable[Parameter]) -> str:
    """What papermill overrides; `...` for a default that `Parameters` computes, because no one can pass it."""
    lines = []
    for each in parameters:
        comment = " ".join(line.strip().lstrip("#:").strip() for line in each.comment.splitlines())
        if each.derived_from:
            computed = f"computed: {' '.join(each.default.split())}"
            lines.append(f"{each.name} = ...  # {comment + '; ' if comment else ''}{computed}")
        else:
            lines.append(
                f"{each.name} = {each.default}" + (f"  # {comment}" if comment and "\n" not in each.default else "")
            )
    return "\n".join(lines)


def _checked(plan: PipelinePlan, names: _Names) -> str:
    every = [each.name for each in plan.parameters]
    call = assignment_of_call([names.parameters], names.parameters_class, {name: name for name in every})
    made = [each.name for each in plan.parameters if each.derived_from or not _is_json(each.annotation)]
    return "\n".join([call, *(f"{name} = {names.parameters}.{name}" for name in made)])


def _is_json(annotation: str) -> bool:
    """Whether papermill gives such a value as it is; a tuple comes as a list, a date as text."""
    return _JSON_TYPES.issuperset(_WORD.findall(annotation)) and not _OTHER_KEYS.search(annotation)


def _step_source(step: Step, names: _Names, versions: Versions) -> str:
    arguments: dict[str, str] = {each.name: versions.argument(each.name, each.source) for each in step.inputs}
    arguments |= {each.name: f"{names.parameters}.{each.name}" for each in step.parameters}
    function = f"{names.modules[step.kind.value]}.{step.function}"
    outputs = [output.name for output in step.outputs]
    call = assignment_of_call(outputs, f"await {function}" if step.is_async else function, arguments)
    home = [f"{names.os}.chdir({names.root})"] if names.leaves_folder else []
    return "\n".join([*home, call, *versions.bind(step)])


def _leaves_folder(plan: PipelinePlan) -> bool:
    statements = [s for step in plan.steps for s in (*step.preamble, *(s for f in step.body for s in f.statements))]
    definitions = [*plan.library, *(each for step in plan.steps for each in step.definitions)]
    return "chdir" in code_of([*statements, *(each.statement for each in definitions)])


def _free_names(plan: PipelinePlan) -> _Names:
    words = _words(plan)

    def free(name: str) -> str:
        while name in words:
            name = f"_{name}"
        return name

    modules = {kind: free(f"_{kind}") for kind in sorted({step.kind.value for step in plan.steps})}
    return _Names(
        parameters=free("_parameters"),
        parameters_class=free("_Parameters"),
        root=free("_root"),
        os=free("_os"),
        pyplot=free("_pyplot"),
        sys=free("_sys"),
        closing=free("_show_and_close"),
        modules=modules,
        leaves_folder=_leaves_folder(plan),
    )


def _words(plan: PipelinePlan) -> frozenset[str]:
    """Everything that may be a name in the twin."""
    texts = [plan.twin_setup, *(cell.source for cell in plan.twin), *(each.default for each in plan.parameters)]
    names = {output.name for step in plan.steps for output in step.outputs} | {each.name for each in plan.parameters}
    return frozenset(names.union(*(_WORD.findall(text) for text in texts)))


def _code(identifier: str, source: str, *, tags: Sequence[str] = ()) -> dict[str, object]:
    metadata = {"tags": list(tags)} if tags else {}
    common = _cell(identifier, "code", source)
    return common | {"metadata": metadata, "execution_count": None, "outputs": []}


def _markdown(identifier: str, source: str) -> dict[str, object]:
    return _cell(identifier, "markdown", source) | {"metadata": {}}


def _cell(identifier: str, kind: str, source: str) -> dict[str, object]:
    return {"id": identifier[:64], "cell_type": kind, "source": source.splitlines(keepends=True)}
