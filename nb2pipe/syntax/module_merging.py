"""Three versions of a module of Python -> one: its imports as a set, all else by lines, whatever the layout."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pipe.syntax.additions import with_additions_of, without_shared_additions
from nb2pipe.syntax.import_merging import Sort, bound_name, with_merged_imports
from nb2pipe.syntax.layout import with_layout_of
from nb2pipe.syntax.merging import MergedText, merge_texts


def as_it_stands(block: str) -> str:
    """The imports in the order in which they are: for who only compares."""
    return block


def merge_modules(
    base: str, *, ours: str, theirs: str, labels: tuple[str, str], sort: Sort = as_it_stands
) -> MergedText:
    """Merge what people have edited with what was exported; an import stays as long as an edit by hand needs it."""
    texts = with_merged_imports(base, ours=ours, theirs=theirs, sort=sort)
    merged = _merged(texts.base, texts.ours, texts.theirs, labels)
    needed = (_names_read(merged.text) or set()) - (_names_read(theirs) or set()) if texts.gone else set[str]()
    kept = {entry for entry in texts.gone if bound_name(entry) in needed}
    if not kept:
        return merged
    texts = with_merged_imports(base, ours=ours, theirs=theirs, sort=sort, kept=kept)
    return _merged(texts.base, texts.ours, texts.theirs, labels)


def _merged(base: str, ours: str, theirs: str, labels: tuple[str, str]) -> MergedText:
    """The first way to look at the three texts that gives no conflict, or else the one with the fewest."""
    made = without_shared_additions(base, ours=ours, theirs=theirs)
    found: list[MergedText] = []
    for takes_neighbours in (False, True):
        for old, mine, other in _views(base, ours, made):
            merged = merge_texts(old, ours=mine, theirs=other, labels=labels, takes_neighbours=takes_neighbours)
            if not merged.conflicts and (not takes_neighbours or _names_read(merged.text) is not None):
                return merged
            if not takes_neighbours:
                found.append(merged)
    return min(found, key=lambda each: each.conflicts)


def _views(base: str, ours: str, theirs: str) -> Iterator[tuple[str, str, str]]:
    """Base, ours and theirs as they are, and without what is no edit of somebody."""
    yield base, ours, theirs
    # What somebody has only laid out anew, as by a formatter, stays so.
    old, new = with_layout_of(base, ours), with_layout_of(theirs, ours)
    yield old, ours, new
    for one, other in ((base, theirs), (old, new)):
        first, second = with_additions_of(other, one, ours)
        yield first, second, other


def _names_read(text: str) -> set[str] | None:
    """Names that code looks up; None if the text is not Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
