"""Columns -> the columns from which they were made, and how."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.hazards.column_choices import holds_numbers
from nb2pipe.hazards.known_columns import Column, Table, target_key
from nb2pipe.hazards.made_columns import Making, how_made


class Origins:
    """From which columns of its frame each column was made."""

    def __init__(self) -> None:
        #: (frame, column) -> the columns that it was computed from, row by row.
        self._made_of: dict[tuple[int, str], frozenset[str]] = {}
        #: (frame, column) -> the columns that it is a window on, up to the row itself.
        self._windows: dict[tuple[int, str], frozenset[str]] = {}
        #: (frame, column) -> the columns of which a row has what later rows say.
        self._ahead: dict[tuple[int, str], frozenset[str]] = {}
        #: (frame, column) of columns that the code fills with numbers.
        self._numbers: set[tuple[int, str]] = set()

    def leaked(self, features: Table, target: Column) -> str:
        """A column that gives the target away; empty if there is none."""
        if features.has(target.name):
            return target.name
        sources = self._made_of.get(target_key(target), frozenset())
        if sources and all(features.has(source) for source in sources):
            return min(sources)
        ahead = [source for source in sources if (target.frame, source) in self._ahead and features.has(source)]
        if ahead:
            return min(ahead)
        return next((column for column in self._made_from(target, features) if features.has(column)), "")

    def holds_numbers(self, column: Column) -> bool:
        """Whether the code fills the column with numbers."""
        return target_key(column) in self._numbers

    def is_made_of(self, column: str, target: Column) -> bool:
        """Whether the target has a part in a column."""
        key = target.frame, column
        return any(target.name in known.get(key, ()) for known in (self._made_of, self._windows, self._ahead))

    def _made_from(self, target: Column, features: Table) -> Iterator[str]:
        # What is brought up from later rows is a feature only where it is chosen as one.
        ahead = self._ahead.items() if features.only is not None else ()
        for (frame, column), sources in (*self._made_of.items(), *self._windows.items(), *ahead):
            if frame == target.frame and target.name in sources:
                yield column

    def note(self, key: tuple[int, str], sources: set[str], value: cst.BaseExpression) -> None:
        """Remember that an expression of these columns is the value of a column."""
        self._made_of.pop(key, None)
        self._windows.pop(key, None)
        self._ahead.pop(key, None)
        if holds_numbers(value):
            self._numbers.add(key)
        if not sources or key[1] in sources:
            return
        kept = {Making.AHEAD: self._ahead, Making.WINDOW: self._windows, Making.BY_ROW: self._made_of}
        how = how_made(value)
        if how in kept:
            kept[how][key] = frozenset(sources)
