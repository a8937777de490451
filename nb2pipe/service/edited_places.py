"""Modules of a package as they are and as they were exported -> the first line of what somebody edited."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def edited_place(
    current: str, exported: str, *, function: str, others: Collection[str], variable: str = ""
) -> str | None:
    """`line 12: x = 1` for an edit that the function may feel; None for one that only concerns `others`.

    Of several edits in the function, the first that names the variable. Empty if nobody can say, because a text is no
    Python or only its layout differs. Annotations do not count: a trace writes others.
    """
    try:
        ours, theirs = ast.parse(current), ast.parse(exported)
    except SyntaxError:
        return ""
    before = {_name(node): node for node in theirs.body}
    changed = [node for node in ours.body if _differs(node, before.get(_name(node)))]
    own = [node for node in changed if _name(node) == function]
    shared = [node for node in changed if _name(node) not in {*others, function}]
    if not own and not shared:
        return None if changed else ""
    found = (own or shared)[0]
    return _line(current, _change(found, before.get(_name(found)), variable))


def _name(node: ast.stmt) -> str:
    return node.name if isinstance(node, _Definition) else ast.unparse(node)


def _differs(node: ast.stmt, other: ast.stmt | None) -> bool:
    return other is None or _code(node) != _code(other)


def _code(node: ast.stmt) -> list[str]:
    """The source of a definition's statements without layout, or of the statement itself."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [ast.unparse(each) for each in (*node.decorator_list, *node.args.defaults, *node.body)]
    return [ast.unparse(node)]


def _change(node: ast.stmt, other: ast.stmt | None, variable: str) -> ast.stmt:
    """The statement in a function that is not as it was; the whole of anything else."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    if not isinstance(node, functions) or not isinstance(other, functions):
        return node
    changed = _changed_statements(node.body, other.body)
    naming = (each for each in changed if variable in _names(each))
    return next(naming, changed[0] if changed else node)


def _changed_statements(ours: Sequence[ast.stmt], theirs: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Those of ours that are new or others; where some are gone, what follows them."""
    before, now = ([ast.unparse(each) for each in body] for body in (theirs, ours))
    edits = [each for each in SequenceMatcher(None, before, now, autojunk=False).get_opcodes() if each[0] != "equal"]
    return [each for _, _, _, start, end in edits for each in ours[start : max(end, start + 1)]]


def _names(node: ast.stmt) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _line(text: str, node: ast.stmt) -> str:
    return f"line {node.lineno}: {text.splitlines()[node.lineno - 1].strip()}"
