"""Literal paths of data in a plan's steps -> parameters with these paths as their defaults."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import libcst as cst

from nb2pipe.model.ids import VarName
from nb2pipe.model.plan import Fragment, Parameter, PipelinePlan, Step
from nb2pipe.planning.body_names import bound_names, used_names
from nb2pipe.syntax.chains import called_name

#: `read_csv`, `to_parquet`, `open`, `load`, `Path`: calls whose first argument may be a path.
_TAKES_PATH = re.compile(r"read_\w+|to_[a-z0-9]+|open|load\w*|save\w*|dump|genfromtxt|imread|imsave|Path|glob|connect")
_LOOKS_LIKE_PATH = re.compile(r"[^\s*?{}]*[^\s/\\\\*?{}]\.[A-Za-z][A-Za-z0-9]{0,9}(\.(gz|zip|bz2|xz|zst))?")


def promote_paths(plan: PipelinePlan) -> PipelinePlan:
    """Make a parameter of each literal path that a step passes to a call which reads or writes."""
    paths = dict.fromkeys(path for step in plan.steps for f in step.body for path in _paths_in(f.statements))
    names = _names_for(paths, _taken(plan))
    promoted = {path: Parameter(VarName(name), "str", repr(path)) for path, name in names.items()}
    steps = tuple(_with_parameters(step, promoted) for step in plan.steps)
    return replace(plan, steps=steps, parameters=(*plan.parameters, *promoted.values()), promotes_paths=True)


def _with_parameters(step: Step, promoted: Mapping[str, Parameter]) -> Step:
    used = dict.fromkeys(path for fragment in step.body for path in _paths_in(fragment.statements))
    if not used:
        return step
    body = tuple(_replaced(fragment, promoted) for fragment in step.body)
    return replace(step, body=body, parameters=(*step.parameters, *(promoted[path] for path in used)))


def _replaced(fragment: Fragment, promoted: Mapping[str, Parameter]) -> Fragment:
    swap = _Swap({path: parameter.name for path, parameter in promoted.items()})
    changed = [statement.visit(swap) for statement in fragment.statements]
    return replace(fragment, statements=tuple(each for each in changed if isinstance(each, cst.BaseStatement)))


def _paths_in(statements: Iterable[cst.BaseStatement]) -> list[str]:
    finder = _Finder()
    for statement in statements:
        statement.visit(finder)
    return finder.paths


def _path_of(call: cst.Call) -> str | None:
    """The literal path that a call takes first; None if it takes none."""
    if not call.args or not _TAKES_PATH.fullmatch(called_name(call)):
        return None
    first = call.args[0]
    if first.star or first.keyword is not None or not isinstance(first.value, cst.SimpleString):
        return None
    text = ast.literal_eval(first.value.value)
    return text if isinstance(text, str) and _LOOKS_LIKE_PATH.fullmatch(text) else None


class _Finder(cst.CSTVisitor):
    """Collects the paths of calls, in order; a function inside keeps its own."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    def visit_Call(self, node: cst.Call) -> None:
        path = _path_of(node)
        if path is not None:
            self.paths.append(path)

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:  # noqa: ARG002  a class body has names of its own
        return False


class _Swap(cst.CSTTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = names

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:  # noqa: ARG002
        return False

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        path = _path_of(original_node)
        if path is None:
            return updated_node
        first, *rest = updated_node.args
        return updated_node.with_changes(args=[first.with_changes(value=cst.Name(self._names[path])), *rest])


def _names_for(paths: Iterable[str], taken: set[str]) -> dict[str, str]:
    """`data/cars.csv` is `cars_path`; a name that means something already gets a number."""
    names: dict[str, str] = {}
    for path in paths:
        stem = re.split(r"[\\/]", path)[-1].partition(".")[0].lower()
        base = re.sub(r"\W+", "_", stem).strip("_")
        base = f"{base}_path" if base[:1].isalpha() else f"file_{base}_path"
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name)
        names[path] = name
    return names


def _taken(plan: PipelinePlan) -> set[str]:
    taken: set[str] = {*(each.name for each in plan.parameters), *(each.name for each in plan.library)}
    for step in plan.steps:
        taken |= used_names(step.body) | bound_names(step.body) | {each.binds for each in step.imports}
        taken.update(each.name for each in step.inputs)
        taken.update(each.name for each in step.outputs)
        taken.update(each.name for each in step.definitions)
    for cell in plan.twin:
        taken |= set(re.findall(r"[^\W\d]\w*", cell.source))
    return taken
