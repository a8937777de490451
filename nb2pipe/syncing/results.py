"""A step's function, as exported and as it is now -> why no cell takes an edit of what it returns."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from nb2pipe.syncing.blocks import BlockEdits, HandEdit
from nb2pipe.syntax.statements import Function


def result_class(function: Function) -> str:
    """The name of the type of what the function returns; empty if it has none of its own."""
    return function.returns.id if isinstance(function.returns, ast.Name) else ""


def with_reasons_of_results(found: BlockEdits, before: Function, after: Function) -> BlockEdits:
    """The edits; of those of the result's type and of what is returned, each says why it stays in the package."""
    reason = _reason(before, after)
    names = {result_class(before), result_class(after)} - {""}
    edits = [replace(each, reason=reason) if _is_of_result(each, names) else each for each in found.edits]
    return replace(found, edits=tuple(edits))


def _is_of_result(edit: HandEdit, names: set[str]) -> bool:
    text = (edit.before or edit.after).lstrip()
    is_class = any(text.startswith(f"class {name}(") for name in names)
    return edit.cell is None and (is_class or text.startswith("return"))


def _reason(before: Function, after: Function) -> str:
    was, now = list(_returned(before)), list(_returned(after))
    come = [name for name in now if name not in was]
    gone = [name for name in was if name not in now]
    if come:
        return f"a step returns what later steps or reports use: let one of them use {_names(come)} in the notebook"
    if gone:
        return f"the notebook uses {_names(gone)} below the step, or leaves it behind as a result"
    if was != now:
        return "results stand in the order in which the cells make them"
    return "types of results are those that the code shows, or a trace (`nb2pipe export --trace`)"


def _returned(function: Function) -> Iterator[str]:
    """Names that the function's last statement returns."""
    last = function.body[-1]
    value = last.value if isinstance(last, ast.Return) else None
    values = value.args if isinstance(value, ast.Call) else [value]
    yield from (each.id for each in values if isinstance(each, ast.Name))


def _names(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)
