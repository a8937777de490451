"""What two versions of a module have both added to a third one -> one of the two without it, for a merge."""

from __future__ import annotations

import ast

from nb2pipe.syntax.statements import Named, Statement, read_source_text, top_level_of


def without_shared_additions(base: str, *, ours: str, theirs: str) -> str:
    """Theirs without the definitions and imports that ours has as well, wherever; as it is if one is unparsable."""
    old, mine, other = (_top_level(text) for text in (base, ours, theirs))
    if old is None or mine is None or other is None:
        return theirs
    known = {_subject(each) for each in old}
    added = {each.content for each in mine if _subject(each) not in known}
    lines = theirs.split("\n")
    for each in reversed(other):
        if _subject(each) and each.content in added:
            # The blank lines above an import part it from the docstring, those above a definition are its own.
            lines[each.start - (each.blank if isinstance(each.node, Named) else 0) : each.end] = []
    return "\n".join(lines)


def _subject(statement: Statement) -> tuple[str, str] | None:
    """What a statement defines or imports from; None for others."""
    match statement.node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return "definition", name
        case ast.Import(names=[ast.alias(name=name), *_]):
            return "import", name
        case ast.ImportFrom(module=name):
            return "import", name or ""
    return None


def _top_level(text: str) -> list[Statement] | None:
    source = read_source_text(text)
    return None if source is None else top_level_of(source)
