"""What was seen in a learning notebook that compromises a test, or leaves out what a saved model needs."""

from __future__ import annotations

from dataclasses import dataclass, field

import libcst as cst

from nb2pipe.hazards.rows.values import Copied, Judged, Learned, Model


@dataclass(frozen=True, slots=True)
class Overlap:
    """A model is judged by rows that it has learned from."""

    cell: int
    call: cst.Call
    model: str
    whole: str
    part: str


@dataclass(frozen=True, slots=True)
class Saving:
    """A call that saves models."""

    cell: int
    call: cst.Call
    models: tuple[Model, ...]


@dataclass(slots=True)
class Evidence:
    """What was seen on the way, each with the cell that makes it matter."""

    leaks: dict[Learned, int] = field(default_factory=dict)
    copies: dict[Copied, int] = field(default_factory=dict)
    overlaps: dict[cst.Call, Overlap] = field(default_factory=dict)
    selections: dict[cst.CSTNode, Judged] = field(default_factory=dict)
    savings: dict[cst.Call, Saving] = field(default_factory=dict)
