"""Three versions of a module -> the same with one block of imports at their tops, merged name by name."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nb2pipe.syntax.imported_names import Imported, import_text, is_import
from nb2pipe.syntax.statements import SourceText, Statement, is_docstring, read_source_text, statements_of, top_level_of

#: Gives a block of imports their order.
Sort = Callable[[str], str]
#: What is imported, and whether only a type checker sees it.
Entry = tuple[Imported, bool]


@dataclass(frozen=True, slots=True)
class ImportMerge:
    """Three versions of a module, ready to be merged by lines, and what their imports were."""

    base: str
    ours: str
    theirs: str
    #: What only theirs imports no more.
    gone: frozenset[Entry] = frozenset()


def with_merged_imports(
    base: str, *, ours: str, theirs: str, sort: Sort, kept: Collection[Entry] = frozenset()
) -> ImportMerge:
    """Give all three the same imports: those of ours with what theirs has changed, but for `kept`, which stay.

    They are as they were where one side has not changed any, and where both bind one name to different things.
    """
    as_it_was = ImportMerge(base, ours, theirs)
    blocks = [_block_of(text) for text in (base, ours, theirs)]
    if blocks[0] is None or blocks[1] is None or blocks[2] is None:
        return as_it_was
    old, mine, other = blocks[0], blocks[1], blocks[2]
    before, here, there = ({*block.entries} for block in (old, mine, other))
    gone = frozenset((before - there) & here)
    as_it_was = ImportMerge(base, ours, theirs, gone)
    if not kept and (here == before or there == before):
        return as_it_was
    come = [each for each in other.entries if each not in before and each not in here]
    left = [each for each in mine.entries if each not in gone or each in kept]
    clashing = _clashes([*left, *come])
    guard = mine.guard or other.guard
    texts = [(each, other.text_of(each)) for each in come]
    lines = None if clashing else _merged(mine, {*left}, texts, old=old, guard=guard)
    if lines is None:
        return as_it_was
    block = sort("\n".join(lines)).strip("\n").split("\n")
    return ImportMerge(old.with_lines(block), mine.with_lines(block), other.with_lines(block), gone)


def bound_name(entry: Entry) -> str:
    """The name that an import binds."""
    (module, member, alias, _), _ = entry
    return alias or member or module.partition(".")[0]


@dataclass(frozen=True, slots=True)
class _Block:
    """The import statements with which a module begins."""

    source: SourceText
    statements: Sequence[Statement]
    entries: Mapping[Entry, Statement]

    @property
    def guard(self) -> str:
        """The head of the statement below which imports for type checkers stand."""
        heads = (each.node.test for each in self.statements if isinstance(each.node, ast.If))
        return next((f"if {ast.unparse(head)}:" for head in heads), "")

    def text_of(self, entry: Entry) -> str:
        """A statement that imports this only, with its comments if it stood alone."""
        statement = self.entries[entry]
        is_alone = sum(each is statement for each in self.entries.values()) == 1
        return statement.text if is_alone else import_text(entry[0])

    def with_lines(self, lines: Sequence[str]) -> str:
        """The module with other lines in place of its block."""
        start, end = self.statements[0].start, self.statements[-1].end
        return "\n".join([*self.source.lines[:start], *lines, *self.source.lines[end:]])


def _block_of(text: str) -> _Block | None:
    """The block of a module; None if it has none, or if it is not Python."""
    source = read_source_text(text)
    found: list[Statement] = []
    for statement in top_level_of(source) if source is not None else ():
        if not found and is_docstring(statement.node):
            continue
        if not _is_all_imports(statement.node):
            break
        found.append(statement)
    if source is None or not found:
        return None
    ends = source.lines[found[-1].end - 1][found[-1].node.end_col_offset or 0 :].strip()
    if ends and not ends.startswith("#"):
        return None  # another statement stands on the last line
    return _Block(source, found, dict(_entries(source, found)))


def _is_all_imports(node: ast.stmt) -> bool:
    if isinstance(node, ast.If):
        inner = all(isinstance(each, (ast.Import, ast.ImportFrom)) for each in node.body)
        return is_import(node) and inner and not node.orelse
    return is_import(node)


def _entries(source: SourceText, statements: Sequence[Statement]) -> Iterator[tuple[Entry, Statement]]:
    for statement in statements:
        if isinstance(statement.node, ast.If):
            yield from (((each, True), inner) for inner in _inner(source, statement) for each in _imported(inner.node))
        else:
            yield from (((each, False), statement) for each in _imported(statement.node))


def _inner(source: SourceText, statement: Statement) -> list[Statement]:
    node = statement.node
    return statements_of(source, node.body, after=node.lineno) if isinstance(node, ast.If) else []


def _imported(node: ast.stmt) -> Iterator[Imported]:
    if isinstance(node, ast.Import):
        yield from ((alias.name, None, alias.asname, 0) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from ((node.module or "", alias.name, alias.asname, node.level) for alias in node.names)


def _clashes(entries: Sequence[Entry]) -> bool:
    """Whether two of them bind one name to different things; `import a.b` and `import a.c` do not."""
    bound: dict[str, Imported | str] = {}
    for entry in entries:
        module, member, alias, _ = entry[0]
        thing = module.partition(".")[0] if member is None and alias is None else entry[0]
        if member != "*" and bound.setdefault(bound_name(entry), thing) != thing:
            return True
    return False


def _merged(
    block: _Block, left: Collection[Entry], come: Sequence[tuple[Entry, str]], *, old: _Block, guard: str
) -> list[str] | None:
    """The lines of the block with what is left of it and what comes; None if a comment by hand would go."""
    top: list[str] = []
    inner: list[str] = []
    for statement in block.statements:
        for each in [statement] if not isinstance(statement.node, ast.If) else _inner(block.source, statement):
            own = [entry for entry, other in block.entries.items() if other.node is each.node]
            stays = [entry for entry in own if entry in left]
            if len(stays) < len(own) and "#" in each.text and each.text not in {old.text_of(e) for e in old.entries}:
                return None
            texts = [each.text] if stays == own else [import_text(entry[0]) for entry in stays]
            (inner if isinstance(statement.node, ast.If) else top).extend(texts)
    top += [text for entry, text in come if not entry[1]]
    inner += [text for entry, text in come if entry[1]]
    return [*top, guard, textwrap.indent("\n".join(inner), "    ")] if inner else top
