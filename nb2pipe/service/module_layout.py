"""Modules of a package -> the same whatever their layout, and where two of them differ."""

from __future__ import annotations

import ast
import difflib
import io
import tokenize
from collections.abc import Collection, Mapping

#: As few lines as ruff can do with, so that it does not matter where somebody has broken them.
_ONE_LAYOUT = b"[tool.ruff]\nline-length = 320\nformat.skip-magic-trailing-comma = true\n"


def in_one_layout(modules: Mapping[str, str]) -> dict[str, str]:
    """The modules so that how somebody has laid them out, or has had them laid out, makes no difference."""
    from nb2pipe.model.files import FileTree
    from nb2pipe.workspace.formatting import SETTINGS, format_tree, is_python

    readable = {path: text.encode() for path, text in modules.items() if is_python(text.encode())}
    tree = format_tree(FileTree({**readable, SETTINGS: _ONE_LAYOUT}))
    return {**modules, **{path: tree.files[path].decode() for path in readable}}


def say_the_same(first: str, second: str) -> bool:
    """Whether two modules have the same code and the same comments; a layout adds parentheses that another keeps."""
    if first == second:
        return True
    try:
        is_same_code = ast.dump(ast.parse(first)) == ast.dump(ast.parse(second))
    except (SyntaxError, ValueError):
        return False
    return is_same_code and _comments(first) == _comments(second)


def do_the_same(first: str, second: str, *, steps: Collection[str]) -> bool:
    """Whether two modules say the same but for what the export makes: hints and results of its steps."""
    if first == second:
        return True
    try:
        found = [_without_frame(ast.parse(module), steps) for module in (first, second)]
    except (SyntaxError, ValueError):
        return False
    return found[0] == found[1] and _comments(first) == _comments(second)


def _without_frame(module: ast.Module, steps: Collection[str]) -> list[str]:
    from nb2pipe.syntax.imported_names import imports_in

    body = [node for node in module.body if not _is_for_hints(node) and not _is_result(node)]
    # The export sorts them, wherever somebody has put them.
    left = sorted(map(str, imports_in(body)))
    for node in body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name in steps:
            for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
                each.annotation = None
            node.returns = None
            is_made = (ast.get_docstring(node) or "").startswith("Compute `")
            inner = node.body[is_made:]
            node.body = inner[:-1] if inner and isinstance(inner[-1], ast.Return) else inner
        left.append(ast.dump(node))
    return left


def _is_for_hints(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module in ("typing", "collections.abc", "__future__")
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _is_result(node: ast.stmt) -> bool:
    if not isinstance(node, ast.ClassDef) or not any(ast.unparse(base) == "NamedTuple" for base in node.bases):
        return False
    return (ast.get_docstring(node) or "").startswith("What `")


def _comments(module: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(module).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def first_difference(unedited: str, now: str, theirs: str) -> str:
    """`: it would have … instead of …`, where a module by hand and from the notebook differ first; or nothing."""
    kept = {*unedited.split("\n")}
    mine, other = now.split("\n"), theirs.split("\n")
    matcher = difflib.SequenceMatcher(None, mine, other, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        was = next((line for line in mine[a:b] if line.strip()), "")
        is_now = next((line for line in other[c:d] if line.strip()), "")
        if tag != "equal" and (is_now and is_now not in kept):
            there = f" instead of `{was.strip()}`" if was else ""
            return f": it would have `{is_now.strip()}`{there}"
    return ""
