"""Two exports -> the steps that are the same under another name."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Mapping

from nb2pipe.model.manifest import ManifestStep

#: Text of a step's module, by step; empty where it is not known.
Sources = Mapping[str, bytes]


def renamed_steps(
    gone: Iterable[ManifestStep], come: Iterable[ManifestStep], *, before: Sources, after: Sources
) -> dict[str, str]:
    """Old name -> new name, where one step that went and one that came have the same code, inputs and outputs."""
    olds = {step.name: _identity(step, before.get(step.name, b"")) for step in gone}
    news = {step.name: _identity(step, after.get(step.name, b"")) for step in come}
    counts = Counter(olds.values()), Counter(news.values())
    return {
        old: new
        for old, identity in olds.items()
        for new, other in news.items()
        if identity and identity == other and (counts[0][identity], counts[1][identity]) == (1, 1)
    }


def _identity(step: ManifestStep, module: bytes) -> str:
    """What is the same for steps that differ in their names only; empty where the code is not known."""
    try:
        tree = ast.parse(module)
    except (SyntaxError, ValueError):
        return ""
    name = step.function.partition(":")[2]
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
            return repr((sorted(step.inputs), sorted(step.parameters), step.outputs, _nameless(node)))
    return ""


def _nameless(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """The function without its name, the name of its result's class, and its docstring, which mention the step."""
    own = {function.name: "step"}
    if isinstance(function.returns, ast.Name):
        own[function.returns.id] = "Result"
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    parts = [function.args, *body]
    for node in (each for part in parts for each in ast.walk(part)):
        if isinstance(node, ast.Name):
            node.id = own.get(node.id, node.id)
    return "\n".join(map(ast.dump, parts))
