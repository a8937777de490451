"""`tests/answers.py` and `tests/test_answers.py`: functions that steps return, called as in the run notebook."""

from __future__ import annotations

ANSWERS = '''"""Functions that steps return, called as the run notebook calls them: what they answer."""

from __future__ import annotations

import ast
import contextlib
import functools
import io
import json
import pickle
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rehearsal import data_folder, started_in
from summaries import seed, summarize

RUN_NOTEBOOK = Path(__file__).resolve().parent.parent / "notebooks" / "run.ipynb"
_MOST_CALLS = 20


def answers(results: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Each call whose arguments are made of results, parameters and imports, with its answer."""
    found: list[dict[str, Any]] = []
    values = {name: value for outputs in results.values() for name, value in outputs.items()}
    functions = {name for name, value in values.items() if is_function(value)}
    trees = list(code_cells()) if functions else []
    imports = sorted({ast.unparse(node) for tree in trees for node in tree.body if is_import(node)})
    calls = dict.fromkeys(call for tree in trees for call in calls_of(tree, functions))
    for call in list(calls)[:_MOST_CALLS]:
        needed = [line for line in imports if names_in(line) & names_in(call)]
        with contextlib.suppress(Exception):  # what it takes is made in the notebook
            found.append({"call": call, "imports": needed, "answer": answer(call, needed, results)})
    return found


def answer(call: str, imports: list[str], results: dict[str, dict[str, Any]]) -> Any:
    """The summary of what the call gives; the values that it takes are copies."""
    from PACKAGE.parameters import Parameters

    values: dict[str, Any] = dict(vars(Parameters()))
    for outputs in results.values():
        values |= outputs
    used = names_in(call)
    scope = {name: copied(value) for name, value in values.items() if name in used}
    quiet = contextlib.redirect_stdout(io.StringIO())
    with data_folder() as folder, started_in(folder), quiet:
        exec("\\n".join(imports), scope)  # noqa: S102  # the notebook's own
        seed()
        return summarize(eval(call, scope))


def is_function(value: Any) -> bool:
    """Whether the value is a function, bound to values or not."""
    return isinstance(value, (types.FunctionType, functools.partial))


def code_cells() -> Iterator[ast.Module]:
    """The run notebook's cells that are plain Python."""
    cells = json.loads(RUN_NOTEBOOK.read_text(encoding="utf-8"))["cells"] if RUN_NOTEBOOK.exists() else []
    for cell in cells:
        if cell["cell_type"] == "code":
            with contextlib.suppress(SyntaxError):
                yield ast.parse("".join(cell["source"]))


def is_import(node: ast.AST) -> bool:
    """Whether the statement imports."""
    return isinstance(node, (ast.Import, ast.ImportFrom))


def calls_of(tree: ast.Module, functions: set[str]) -> Iterator[str]:
    """Calls of the functions, as text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            yield ast.unparse(node)


def names_in(text: str) -> set[str]:
    """Names that the code uses, or that its imports bind."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
    return found


def copied(value: Any) -> Any:
    """A copy as another process gets it; the value itself where it cannot be stored."""
    try:
        return pickle.loads(pickle.dumps(value))
    except Exception:  # noqa: BLE001  # objects refuse in their own ways
        return value
'''

TEST_ANSWERS = '''"""Functions that steps return answer as recorded."""

from __future__ import annotations

from typing import Any

from answers import answer
from rehearsal import Rehearsal
from summaries import differences


def test_functions_answer_as_recorded(rehearsal: Rehearsal, recorded: dict[str, Any]) -> None:
    for each in recorded.get("answers", ()):
        found = answer(each["call"], each["imports"], rehearsal.outputs)
        assert not differences(each["answer"], found, each["call"])
'''
