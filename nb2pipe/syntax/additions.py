"""What versions of a module have added to a third one -> the versions without it, or all with it, for a merge."""

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


def with_additions_of(theirs: str, *texts: str) -> list[str]:
    """The texts with the definitions that only theirs has, each above the definition that all have below it."""
    other, mine = _top_level(theirs), [_top_level(text) for text in texts]
    if other is None or any(each is None for each in mine):
        return list(texts)
    known = [{_name(each): each for each in found or ()} for found in mine]
    added = list[str]()
    result = [text.split("\n") for text in texts]
    places: list[list[tuple[int, list[str]]]] = [[] for _ in texts]
    lines = theirs.split("\n")
    for each in other:
        name = _name(each)
        if name and not any(name in names for names in known):
            added += [*lines[each.start : each.end], "", ""]
        elif name and added and all(name in names for names in known):
            for place, names in zip(places, known, strict=True):
                place.append((names[name].start, added))
            added = []
    for text, place in zip(result, places, strict=True):
        for start, fresh in sorted(place, key=lambda one: -one[0]):
            text[start:start] = fresh
    return ["\n".join(text) for text in result]


def _name(statement: Statement) -> str:
    return statement.node.name if isinstance(statement.node, Named) else ""


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
