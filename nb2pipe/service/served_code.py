"""An edited package and its export -> the functions that steps give away and whose code is not the notebook's any more.

Nothing in the notebook shows what such a function gives for other arguments, so only its code can be compared: its own,
and that of whatever it uses in the package.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from nb2pipe.model.verification import Status, StepCheck, VariableCheck, VerificationReport

if TYPE_CHECKING:
    from nb2pipe.model.manifest import Manifest, ManifestStep
    from nb2pipe.model.plan import PipelinePlan

#: The source of each module of a package, by its dotted name without the package's own, which may be another.
_Modules = Mapping[str, str]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def check_served_code(
    report: VerificationReport,
    plan: PipelinePlan,
    manifest: Manifest,
    *,
    current: Mapping[str, bytes],
    exported: Mapping[str, bytes],
) -> VerificationReport:
    """Add the functions that differ to the report, which is not equivalent then; both packages by path and content."""
    ours, theirs = _modules(current), _modules(exported)
    added: dict[str, list[VariableCheck]] = {}
    own_steps = {each.name: each for each in manifest.steps}
    for step in plan.steps:
        made = own_steps.get(step.name)
        if made is None:
            continue
        for output in step.outputs:
            if output.binds is not None:
                detail = _difference(made, output.name, ours, theirs, plan.name)
                check = VariableCheck(output.name, Status.DIFFERENT, detail, step.cells[-1])
                added.setdefault(step.name, []).extend([check] if detail else [])
    if not any(added.values()):
        return report
    steps = tuple(
        StepCheck(each.step, tuple(sorted((*each.variables, *added.get(each.step, ())), key=lambda item: item.name)))
        for each in report.steps
    )
    return replace(report, equivalent=False, steps=steps)


def _modules(files: Mapping[str, bytes]) -> _Modules:
    sources = {path: data for path, data in files.items() if path.startswith("src/") and path.endswith(".py")}
    return {
        path[:-3].split("/", 2)[-1].replace("/", "."): data.decode(errors="replace") for path, data in sources.items()
    }


def _difference(step: ManifestStep, served: str, current: _Modules, exported: _Modules, exported_name: str) -> str:
    """The first part that differs; empty if none does, or if the package's module cannot be read."""
    package, _, place = step.function.partition(".")
    try:
        ours = dict(_parts(place, served, current, package))
        theirs = dict(_parts(place, served, exported, exported_name))
    except SyntaxError:
        return ""  # the step has failed, and the report says so
    changed = next((name for name in {**theirs, **ours} if ours.get(name) != theirs.get(name)), None)
    if changed is None:
        return ""
    return f"{served}: {changed} is not what the notebook makes it, and no value shows whether it gives the same"


def _parts(step: str, served: str, modules: _Modules, package: str) -> Iterator[tuple[str, str]]:
    """What the function is made of, by name: code of the package, and imports of anything else."""
    module, _, function = step.partition(":")
    pending, seen = [(module, served)], {(module, served)}
    yield f"what `{function}` returns", _returned(_top_level(modules.get(module, "")).get(function))
    while pending:
        place, name = pending.pop()
        statement = _top_level(modules.get(place, "")).get(name)
        if statement is None:
            continue
        root, _, inner = (
            (statement.module or "").partition(".") if isinstance(statement, ast.ImportFrom) else ("", "", "")
        )
        if isinstance(statement, ast.ImportFrom) and root == package and inner in modules:
            alias = next(each for each in statement.names if (each.asname or each.name) == name)
            found = [(inner, alias.name)]
        else:
            yield f"the code of `{name}`", _code(statement, name)
            found = [(place, each.id) for each in ast.walk(statement) if isinstance(each, ast.Name)]
        pending += [each for each in found if each not in seen]
        seen.update(found)


def _top_level(text: str) -> Mapping[str, ast.stmt]:
    bound: dict[str, ast.stmt] = {}
    for statement in ast.parse(text).body:
        if isinstance(statement, (*_FUNCTIONS, ast.ClassDef)):
            bound[statement.name] = statement
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            bound |= {(each.asname or each.name).partition(".")[0]: statement for each in statement.names}
        else:
            names = [each for each in ast.walk(statement) if isinstance(each, ast.Name)]
            bound |= {each.id: statement for each in names if isinstance(each.ctx, ast.Store)}
    return bound


def _code(statement: ast.stmt, name: str) -> str:
    """The statement without layout, docstrings and annotations: a trace writes others."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        used = [each for each in statement.names if (each.asname or each.name).partition(".")[0] == name]
        origin = (statement.module, statement.level) if isinstance(statement, ast.ImportFrom) else None
        return repr((origin, [(each.name, each.asname) for each in used]))
    for node in ast.walk(statement):
        if isinstance(node, _FUNCTIONS):
            node.returns = None
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.unparse(statement)


def _returned(function: ast.stmt | None) -> str:
    if function is None:
        return ""
    return "\n".join(ast.unparse(each) for each in ast.walk(function) if isinstance(each, ast.Return))
