"""A step's docstring, as exported and as it is now -> the text cell from which its sentences came."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: What stands before the words of a heading such as `2.1 Data`.
_NUMBER = r"(?:\d[\d.]*[.):]?\s+)?"


def edited_prose(text: str, *, was: str, now: str) -> str | None:
    """The source of a text cell with what was edited of the docstring; None if that is not to be found in it."""
    old, new = list(_paragraphs(was)), list(_paragraphs(now))
    if len(old) != len(new):
        return None
    for before, after in zip(old, new, strict=True):
        if before != after:
            found = _replaced(text, before, after)
            if found is None:
                return None
            text = found
    return text


def _paragraphs(docstring: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", docstring.strip()):
        yield " ".join(block.split())


def _replaced(text: str, before: str, after: str) -> str | None:
    """The text with another sentence, wherever its lines break, or with another heading, which has no full stop."""
    heading = re.compile(rf"^(#+\s*{_NUMBER}){_words(before.removesuffix('.'))}\.?[ \t]*$", re.MULTILINE)
    sentence = re.compile(rf"(?<!\w)(){_words(before)}(?!\w)")
    for pattern, new in ((heading, after.removesuffix(".")), (sentence, after)):
        found = list(pattern.finditer(text))
        if len(found) == 1:
            return f"{text[: found[0].start()]}{found[0][1]}{new}{text[found[0].end() :]}"
    return None


def _words(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))
