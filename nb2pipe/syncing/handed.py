"""Calls that hand a function variables by name, as only the package has them -> the same calls as cells have them.

`score(x, limit=limit)` in a step is `score(x)` in its cell, where the function looks `limit` up.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nb2pipe.syncing.units import CodeCell
from nb2pipe.syntax.statements import Function

_Argument = ast.expr | ast.keyword
#: Function -> the parameters that only the package's has.
Handed = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class PlainText:
    """A module with calls as cells have them."""

    text: str
    #: For each line, the one of the module as it is, both from 0.
    lines: Sequence[int]

    def line_in_module(self, line: int) -> int:
        """The line of the module for one of the text, both from 1."""
        return self.lines[line - 1] + 1 if 0 < line <= len(self.lines) else line

    def line_in_text(self, line: int) -> int:
        """The line of the text for one of the module, both from 1."""
        return bisect_left(self.lines, line - 1) + 1


def handed_in(modules: Iterable[str], cells: Sequence[CodeCell]) -> Handed:
    """The functions of modules that take by name what their functions in cells look up."""
    in_cells: dict[str, set[str]] = {}
    for cell in cells:
        for function in _functions(cell.code):
            in_cells.setdefault(function.name, set()).update(_parameters(function.args))
    found = {
        function.name: frozenset(each.arg for each in function.args.kwonlyargs) - in_cells[function.name]
        for module in modules
        for function in _functions(module)
        if function.name in in_cells
    }
    return {name: names for name, names in found.items() if names}


def without_handed(module: str, handed: Handed) -> PlainText:
    """The module without what its calls hand to such functions; as it is, where it cannot be parsed."""
    whole = PlainText(module, range(module.count("\n") + 1))
    tree = _parsed(module) if handed else None
    if tree is None:
        return whole
    lines = [line.encode() for line in module.split("\n")]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    data = module.encode()
    cuts = sorted({cut for call in _calls(tree, handed) for cut in _cuts(call, handed, data, starts)})
    plain, rows = _cut(data, cuts)
    return PlainText(plain, rows) if _parsed(plain) is not None else whole


def _functions(code: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = _parsed(code)
    return (node for node in (tree.body if tree is not None else ()) if isinstance(node, Function))


def _parsed(code: str) -> ast.Module | None:
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return None


def _parameters(arguments: ast.arguments) -> set[str]:
    return {each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}


def _calls(tree: ast.Module, handed: Handed) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in handed:
            yield node


def _cuts(call: ast.Call, handed: Handed, data: bytes, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ranges of the module's bytes: arguments, each with the comma before it."""
    order: list[_Argument] = [*call.args, *call.keywords]
    order.sort(key=lambda each: (each.lineno, each.col_offset))
    names = handed[call.func.id] if isinstance(call.func, ast.Name) else frozenset[str]()
    gone = [each for each in order if _is_handed(each, names)]
    if gone and len(gone) == len(order):
        yield _end(call.func, starts) + 1, _end(call, starts) - 1
        return
    for before, each in pairwise(order):
        if each in gone:
            comma = data.rfind(b",", _end(before, starts), _start(each, starts))
            yield comma, _end(each, starts)


def _is_handed(argument: _Argument, names: Collection[str]) -> bool:
    return (
        isinstance(argument, ast.keyword)
        and argument.arg in names
        and isinstance(argument.value, ast.Name)
        and argument.value.id == argument.arg
    )


def _start(node: _Argument, starts: Sequence[int]) -> int:
    return starts[node.lineno - 1] + node.col_offset


def _end(node: _Argument, starts: Sequence[int]) -> int:
    return starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)


def _cut(data: bytes, cuts: Sequence[tuple[int, int]]) -> tuple[str, list[int]]:
    """What is left, and for each line of it the one from which its end came."""
    kept, rows, row, place = b"", list[int](), 0, 0
    for start, end in [*cuts, (len(data), len(data))]:
        for _ in range(data.count(b"\n", place, start)):
            rows.append(row)
            row += 1
        kept += data[place:start]
        row += data.count(b"\n", start, end)
        place = end
    return kept.decode(), [*rows, row]
