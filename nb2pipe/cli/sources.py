"""Text from a notebook -> what a terminal can show of it."""

from __future__ import annotations

import unicodedata

from nb2pipe.model.notebook import Notebook


def printable(text: str) -> str:
    """Replace control characters: a notebook must not drive the terminal of who reads about it."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def width(text: str) -> int:
    """Columns that a terminal needs for the text."""
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me")
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def line_of(notebook: Notebook, *, cell: int, line: int) -> str:
    """One line of a cell's source; empty if there is none."""
    if not 0 <= cell < len(notebook.cells):
        return ""
    lines = notebook.cells[cell].source.split("\n")
    return lines[line - 1] if 1 <= line <= len(lines) else ""


def title_of(source: str, *, most: int) -> str:
    """The first line that is neither comment nor magic, or else the first one, shortened to `most` characters."""
    lines = [line.strip() for line in source.split("\n") if line.strip()]
    title = next((line for line in lines if line[0] not in "#%!"), lines[0] if lines else "(empty)")
    return printable(title if len(title) <= most else title[: most - 1] + "…")
