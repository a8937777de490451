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

    def has(self, column: str) -> bool:
        """Whether the column may be in it."""
        return column in self.only if self.only is not None else column not in self.dropped

    def without(self, columns: AbstractSet[str]) -> Table:
        """The table without these columns."""
        only = self.only - columns if self.only is not None else None
        return replace(self, dropped=self.dropped | columns, only=only, order=())

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
