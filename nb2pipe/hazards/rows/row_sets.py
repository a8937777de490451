"""Which sets of rows a notebook has, which are parts of which, and which were held back as a test."""

from __future__ import annotations

from dataclasses import dataclass, replace

Rows = frozenset[int]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that are some of others."""

    of: Rows
    #: The cell that splits them off.
    cell: int
    is_test: bool = False
    #: One side of a split that a library made, and not just some rows.
    is_split: bool = False
    #: The split is one of several, as in cross-validation.
    is_fold: bool = False


class RowSets:
    """All sets of rows that a notebook has, and which are parts of which."""

    def __init__(self) -> None:
        self._parts: dict[int, Part] = {}
        self._known: dict[object, int] = {}
        self._validating: set[int] = set()
        self._drawn: set[int] = set()
        self._called_tests: set[int] = set()
        self._count = 0

    def new(self) -> Rows:
        """Rows that nobody has seen before."""
        self._count += 1
        return frozenset({self._count})

    def part(
        self,
        rows: Rows,
        key: object,
        cell: int,
        *,
        is_test: bool = False,
        is_split: bool = False,
        is_fold: bool = False,
    ) -> Rows:
        """Some of these rows; the same key chooses the same ones."""
        if not rows:
            return rows
        if (rows, key) not in self._known:
            (number,) = self.new()
            self._known[rows, key] = number
            self._parts[number] = Part(rows, cell, is_test, is_split, is_fold)
        return frozenset({self._known[rows, key]})

    def note_validation(self, rows: Rows) -> None:
        """Rows that are there to choose a model by."""
        self._validating |= rows

    def note_draw(self, rows: Rows) -> None:
        """Some of their rows, drawn whatever else was drawn from them."""
        self._drawn |= rows

    def overlap_by_chance(self, one: Rows, other: Rows) -> bool:
        """Whether both were drawn from the same rows, each by itself: some are in both."""
        if not one <= self._drawn or not other <= self._drawn or one & other:
            return False
        wholes = [{whole for number in rows for whole in self._parts[number].of} for rows in (one, other)]
        return bool(wholes[0] & wholes[1])

    def note_called_test(self, rows: Rows) -> None:
        """Some rows of others that the notebook calls its test, whatever became of the others."""
        self._called_tests |= rows & self._parts.keys()

    def is_called_test(self, rows: Rows) -> bool:
        """Whether the notebook calls them a test."""
        return bool(rows) and rows <= self._called_tests

    def note_test(self, rows: Rows) -> None:
        """Rows that the notebook itself calls its test."""
        for number in rows & self._parts.keys():
            self._parts[number] = replace(self._parts[number], is_test=True)

    def are_sides(self, one: Rows, other: Rows) -> bool:
        """Whether both are parts of the same rows, and not of each other."""
        wholes = [frozenset().union(*(self._parts[n].of for n in rows & self._parts.keys())) for rows in (one, other)]
        return bool(wholes[0] & wholes[1]) and not one & other

    def has_sides(self, rows: Rows) -> bool:
        """Whether rows of both sides of a split are among them."""
        held_back = {self.was_held_back(frozenset({number})) for number in rows if number in self._parts}
        return held_back == {True, False}

    def is_test(self, rows: Rows) -> bool:
        """Whether rows were held back, and not from the training rows of another split."""
        held_back = [self._parts[number] for number in rows if number in self._parts and self._parts[number].is_test]
        if not held_back or rows & self._validating:
            return False
        return not any(self._parts[above].is_split for part in held_back for above in self.above(part.of))

    def was_held_back(self, rows: Rows) -> bool:
        """Whether the rows are the smaller side of a split."""
        return any(self._parts[number].is_test for number in self.above(rows))

    def is_fold(self, rows: Rows) -> bool:
        """Whether the rows are a part of one of several splits."""
        return any(self._parts[number].is_fold for number in self.above(rows))

    def above(self, rows: Rows) -> frozenset[int]:
        """The rows and all that they are parts of, where they are parts."""
        return frozenset(number for number in self.within(rows) if number in self._parts)

    def within(self, rows: Rows) -> frozenset[int]:
        """The rows and all that they are parts of."""
        found: set[int] = set()
        pending = list(rows)
        while pending:
            number = pending.pop()
            if number not in found:
                found.add(number)
                if number in self._parts:
                    pending += self._parts[number].of
        return frozenset(found)

    def wholes(self, rows: Rows) -> dict[int, int]:
        """Rows from which a split took some of these -> the cell of the split."""
        parts = [self._parts[number] for number in self.above(rows)]
        return {whole: part.cell for part in parts if part.is_split for whole in self.within(part.of)}

    def siblings(self, one: Rows, other: Rows) -> dict[int, int]:
        """Rows of which both are different parts -> the cell that takes the second part."""
        if one & other or other & self.within(one) or one & self.within(other):
            return {}
        both = (self.within(one) - one) & (self.within(other) - other)
        cells = [self._parts[number].cell for number in self.above(other)]
        return dict.fromkeys(both, max(cells)) if cells else {}
