"""Markdown around a cell -> a step's docstring, a title; and nouns in sentences."""

from __future__ import annotations

import re
from itertools import takewhile

from nb2pipe.model.notebook import Cell, CellType

_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|<[^>]+>|\$\$.*?\$\$", re.DOTALL)
_LINK = re.compile(r"\[(\[[^\]]*\]|[^\]]+)\]\([^)]*\)")
#: `\_`, and a line that is ended by force; formulas have other backslashes.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~\n])")
#: How code, tables, rules and lists begin.
_NO_SENTENCE = re.compile(r"```|\||---|[-*+] |\d+[.)] ")
#: What leads to code, a formula or a list, which no docstring has.
_LEADING = re.compile(r"(?:^|(?<=[.!?])\s+)[^.!?]*:$")
#: Names as reStructuredText writes them: ``name``, :func:`~package.name`.
_LITERAL = re.compile(r"(?<!`)``([^`\n]+)``(?!`)")
_ROLE = re.compile(r"(?::\w+)+:`(?:~(?:[\w.]*\.)?)?([^`<]+?)(?:\s*<[^`]*>)?`")
_MAX_DOC = 600


def doc_above(cells: tuple[Cell, ...], index: int) -> str:
    """Sentences of the markdown directly above a cell; empty if there is none."""
    if index == 0 or cells[index - 1].type is not CellType.MARKDOWN:
        return ""
    paragraphs: list[str] = []
    heading = ""
    for block in re.split(r"\n\s*\n", _plain(cells[index - 1].source)):
        lines = [line.strip() for line in block.strip().splitlines() if line.strip()]
        if lines and lines[0].startswith("#"):
            heading = heading or lines[0].lstrip("# ").rstrip(" :.")
            lines = lines[1:]
        sentences = list(takewhile(lambda line: not _NO_SENTENCE.match(line), lines))
        if sentences:
            paragraphs.append(" ".join(sentences))
    closed = [text for paragraph in paragraphs[:2] if (text := _LEADING.sub("", paragraph))]
    text = "\n\n".join(closed) or ("" if heading else "".join(paragraphs[:1]))
    if heading:
        text = f"{heading}.\n\n{text}" if text else f"{heading}."
    return _shortened(text) if len(text) > _MAX_DOC else text


def _shortened(text: str) -> str:
    """As many sentences as there is room for, or as many words."""
    kept = text[:_MAX_DOC]
    end = max(kept.rfind(". "), kept.rfind(".\n"))
    return kept[: end + 1] if end > 0 else kept.rsplit(" ", 1)[0]


def title_of(cells: tuple[Cell, ...], fallback: str) -> str:
    """The first heading of the notebook."""
    for cell in cells:
        if cell.type is CellType.MARKDOWN:
            for line in _plain(cell.source).splitlines():
                if line.startswith("#"):
                    return line.lstrip("# ").strip() or fallback
    return fallback


def _plain(text: str) -> str:
    unmarked = _LINK.sub(r"\1", _MARKUP.sub("", _ROLE.sub(r"`\1`", text)))
    return _ESCAPE.sub(r"\1", _LITERAL.sub(r"`\1`", unmarked))


def with_article(noun: str) -> str:
    """`a generator`, `an open file`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def file_name(path: str) -> str:
    """The name without its folder; where the locale could not decode it, as UTF-8."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
