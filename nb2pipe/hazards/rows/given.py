"""A call whose arguments have been looked at."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from nb2pipe.hazards.rows.values import Data, Value, spread

#: Keywords of arguments that are data.
_DATA_KEYWORDS = {
    "data", "X", "x", "y", "a", "objs", "left", "right", "other", "arrays", "value", "lower", "upper", "fill_value",
}  # fmt: skip
#: Methods whose keywords are names of columns.
MAKING_COLUMNS = {"assign", "with_columns", "mutate"}


@dataclass(frozen=True, slots=True)
class Given:
    """A call with its arguments looked at."""

    node: cst.Call
    name: str
    receiver: Value | None
    positional: tuple[Value, ...]
    keywords: dict[str, Value]

    def all(self) -> list[Value]:
        """Every argument."""
        return [*self.positional, *self.keywords.values()]

    def data(self) -> list[Data]:
        """What the arguments hold that are data or go into data; other settings say nothing of rows."""
        are_columns = self.name in MAKING_COLUMNS
        return [
            *map(spread, self.positional),
            *(spread(self.keywords[k]) for k in self.keywords if are_columns or k in _DATA_KEYWORDS),
        ]
