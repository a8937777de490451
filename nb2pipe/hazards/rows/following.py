"""What following rows asks of whoever follows them: names, nested expressions, calls of functions of the notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import libcst as cst

from nb2pipe.hazards.rows.evidence import Evidence
from nb2pipe.hazards.rows.own_classes import OwnClass
from nb2pipe.hazards.rows.row_sets import RowSets
from nb2pipe.hazards.rows.values import Model, Routine, Value


class Following(Protocol):
    """The code at hand, and what each variable holds there."""

    evidence: Evidence
    sets: RowSets
    #: The cell whose code is followed.
    cell: int
    #: The loops around the code, outermost first.
    loops: list[cst.CSTNode]
    #: Models by the files in which they were saved.
    saved: dict[str, Model]
    #: How many branches of functions are around the code of which nothing tells whether they are taken.
    doubts: int
    #: How many expressions have been looked at.
    steps: int

    def look_up(self, name: str) -> Value:
        """What a name holds; rows of its own if nothing here has bound it."""

    def bound(self, name: str) -> Value | None:
        """What the code has bound to a name."""

    def bind(self, name: str, value: Value) -> None:
        """Give a name its value."""

    def assign(self, target: cst.CSTNode, value: Value) -> None:
        """Bind what a target names to a value, or to its parts."""

    def evaluate(self, node: cst.CSTNode) -> Value:
        """What an expression gives."""

    def run(self, routine: Routine, arguments: Sequence[Value], keywords: dict[str, Value]) -> Value:
        """What a call of a function of the notebook gives."""

    def original(self, name: str) -> str:
        """What a name is called where it was imported from."""

    def methods(self, name: str) -> Mapping[str, Routine]:
        """The methods of a class of the notebook whose objects are followed."""

    def own_class(self, name: str) -> OwnClass:
        """What a class of the notebook learns."""
