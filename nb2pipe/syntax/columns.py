"""A range in the text of a cell's tree -> the same range in the cell's source, where the two differ.

They differ where identifiers were normalized, a byte order mark or form feeds taken out, or a magic replaced.
"""

from __future__ import annotations

import unicodedata

from nb2pipe.model.findings import Position, Span

#: What may be taken out at the start of a line: a byte order mark, form feeds.
_TAKEN_OUT = "\ufeff\f"
#: Longer lines are not searched for code that a magic had.
_LONGEST = 1_000


def in_source(span: Span, text: str, source: str) -> Span:
    """The range of the source that became this range of the tree's text."""
    if text == source:
        return span
    start, end = span.start, span.end
    shown, written = _line(text, start.line), _line(source, start.line)
    if start.line != end.line:
        last = _column(_line(text, end.line), _line(source, end.line), end.column)
        first = _column(shown, written, start.column)
        return Span(
            Position(start.line, start.column if first is None else first),
            Position(end.line, end.column if last is None else last),
        )
    columns = _column(shown, written, start.column), _column(shown, written, end.column)
    first, behind = columns
    if first is None or behind is None:
        first, behind = _found(shown, written, start.column, end.column)
    return Span(Position(start.line, first), Position(end.line, behind))


def _line(text: str, number: int) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[number - 1] if number <= len(lines) else ""


def _column(shown: str, written: str, column: int) -> int | None:
    """The column of the written line that became the column of the shown one; None where the lines do not match."""
    if shown == written:
        return column
    at = place = 0
    while place < column:
        if at < len(written) and place < len(shown) and _is_part_of_name(written[at]):
            run = _name_at(written, at)
            name = run if shown.startswith(run, place) else unicodedata.normalize("NFKC", run)
            if not shown.startswith(name, place):
                return None
            if column < place + len(name):
                return at + (column - place if name == run else 0)
            at, place = at + len(run), place + len(name)
            continue
        step = _step(shown, written, place, at)
        if step is None:
            return None
        place, at = place + step, at + 1
    while written[at : at + 1] and written[at] in _TAKEN_OUT and not place:
        at += 1
    return at


def _step(shown: str, written: str, place: int, at: int) -> int | None:
    """How many characters of the shown line stand for the written one; None if they do not match."""
    letter = written[at : at + 1]
    if letter and letter == shown[place : place + 1]:
        return 1
    return 0 if letter and letter in _TAKEN_OUT and not written[:at].strip(_TAKEN_OUT) else None


def _is_part_of_name(letter: str) -> bool:
    return ("a" + letter).isidentifier()


def _name_at(line: str, at: int) -> str:
    """The letters, digits and marks from here on."""
    end = at
    while end < len(line) and _is_part_of_name(line[end]):
        end += 1
    return line[at:end]


def _found(shown: str, written: str, start: int, end: int) -> tuple[int, int]:
    """Where the text stands in a line that a magic was replaced in; the whole line where it cannot be found."""
    indent = len(shown) - len(shown.lstrip())
    for code, first, behind in ((shown.strip(), start - indent, end - indent), (shown[start:end], 0, end - start)):
        for at in range(len(written) if code and len(written) <= _LONGEST else 0):
            if _column(code, written[at:], len(code)) is not None and not _is_inside_name(written, at, code):
                columns = [_column(code, written[at:], column) for column in (first, behind)]
                return at + (columns[0] or 0), at + (columns[1] or 0)
    return 0, len(written)


def _is_inside_name(line: str, at: int, code: str) -> bool:
    return at > 0 and _is_part_of_name(line[at - 1]) and _is_part_of_name(code[0])
