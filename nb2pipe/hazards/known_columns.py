"""What is known of a table's columns."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of a frame, as far as they are known."""

    #: The frame from which it was taken; each assignment of a frame makes a new one.
    frame: int
    #: All columns but these, or only these.
    dropped: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    #: The columns in order, where a list has just chosen them.
    order: tuple[str, ...] = ()
    #: The number of the first column and of the first that is not in it, as in `df.iloc[:, 1:-1]`.
    span: tuple[int | None, int | None] = (None, None)

    def has(self, column: str) -> bool:
        """Whether the column is in it, as far as that is known."""
        if column[:1] == _NUMBER:
            return self.only is None and not self.dropped and _is_within(int(column[1:]), *self.span)
        if self.span != (None, None):
            return False
        return column in self.only if self.only is not None else column not in self.dropped

    def without(self, columns: AbstractSet[str]) -> Table:
        """The table without these columns."""
        only = self.only - columns if self.only is not None else None
        return replace(self, dropped=self.dropped | columns, only=only, order=())

    def at(self, span: tuple[int | None, int | None]) -> Table:
        """The columns between these numbers."""
        return self if span in ((None, None), (0, None)) else replace(self, span=span, order=())

    def with_new(self, columns: AbstractSet[str]) -> Table:
        """The table with these columns set."""
        only = self.only | columns if self.only is not None else None
        return replace(self, dropped=self.dropped - columns, only=only, order=())


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a frame."""

    frame: int
    name: str


def target_key(column: Column) -> tuple[int, str]:
    """A column as frame and name."""
    return column.frame, column.name


#: How the name of a column begins that is known by its number alone.
_NUMBER = "#"


def numbered(number: int) -> str:
    """What stands for the name of a column that is known by its number: the last one is -1."""
    return f"{_NUMBER}{number}"


def number_of(column: str) -> int | None:
    """The number of a column without a name; None for others."""
    return int(column[1:]) if column[:1] == _NUMBER and column[1:].lstrip("-").isdigit() else None


def _is_within(number: int, start: int | None, stop: int | None) -> bool:
    """Whether a column surely stands in a span, however many columns there are."""
    if number < 0:
        return (start in (None, 0) or (start < 0 and start <= number) or (start > 0 and number == -1)) and (
            stop is None or (stop < 0 and number < stop)
        )
    return (start is None or 0 <= start <= number) and (stop is None or stop > number)
