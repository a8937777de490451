"""Two texts of a definition -> what its reader finds changed: code, type hints, docstring or comments."""

from __future__ import annotations

import ast


def changes_of(before: str | None, after: str | None) -> tuple[str, ...]:
    """The parts that differ, such as `type hints`; nothing for equal texts."""
    if before == after:
        return ()
    trees = _parsed(before), _parsed(after)
    if trees[0] is None or trees[1] is None:
        return ("code",)
    hints, docstrings = zip(*map(_without_words, trees), strict=True)
    if ast.dump(trees[0]) != ast.dump(trees[1]):
        return ("code",)
    found = ["type hints"] if hints[0] != hints[1] else []
    found += ["docstring"] if docstrings[0] != docstrings[1] else []
    return tuple(found) or ("comments or layout",)


def says_the_same(before: str, after: str) -> bool:
    """Whether one type hint only says more than the other: `dict` and `dict[str, float]`, or anything and `Any`."""
    return _agree(_expression(before), _expression(after))


def _parsed(text: str | None) -> ast.Module | None:
    try:
        return None if text is None else ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def _without_words(tree: ast.Module | None) -> tuple[list[str], list[str]]:
    """Take type hints and docstrings out of the tree, and return them."""
    hints: list[str] = []
    docstrings: list[str] = []
    for node in [] if tree is None else ast.walk(tree):
        if isinstance(node, ast.arg):
            hints.append(_text(node.annotation))
            node.annotation = None
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            hints.append(_text(node.returns))
            node.returns = None
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            docstring = ast.get_docstring(node)
            if docstring is not None:
                docstrings.append(docstring)
                del node.body[0]
    return hints, docstrings


def _text(annotation: ast.expr | None) -> str:
    return "" if annotation is None else ast.unparse(annotation)


def _expression(hint: str) -> ast.expr:
    try:
        return ast.parse(hint, mode="eval").body
    except (SyntaxError, ValueError):
        return ast.Constant(hint)


def _agree(one: ast.expr, other: ast.expr) -> bool:
    if _is_any(one) or _is_any(other):
        return True
    if isinstance(one, ast.Subscript) and isinstance(other, ast.Subscript):
        mine, theirs = _arguments(one), _arguments(other)
        return _agree(one.value, other.value) and len(mine) == len(theirs) and all(map(_agree, mine, theirs))
    if isinstance(one, ast.Subscript) or isinstance(other, ast.Subscript):
        bare = [each.value if isinstance(each, ast.Subscript) else each for each in (one, other)]
        return ast.dump(bare[0]) == ast.dump(bare[1])
    return ast.dump(one) == ast.dump(other)


def _is_any(hint: ast.expr) -> bool:
    return isinstance(hint, ast.Name) and hint.id == "Any"


def _arguments(hint: ast.Subscript) -> list[ast.expr]:
    return hint.slice.elts if isinstance(hint.slice, ast.Tuple) else [hint.slice]
