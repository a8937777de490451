"""What the tagger proposes for a cell, why, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagProposal:
    """One tag for one cell that has none of ours."""

    #: Index of the cell in the document.
    cell: int
    #: Such as `step:train`, `step:train:baseline`, `step:report`, `step:skip` or `parameters`.
    tag: str
    #: A few words, such as `reads penguins.csv`.
    reason: str
    #: From 0 to 1.
    confidence: float
