"""Words of fixed vocabularies."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A word of a fixed vocabulary, hashed as the text that it is: an enumeration's own hash is code of Python."""

    __hash__ = str.__hash__
