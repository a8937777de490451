"""What was seen in a learning notebook that compromises a test, or leaves out what a saved model needs."""

from __future__ import annotations

from dataclasses import dataclass, field

import libcst as cst

from nb2pipe.hazards.rows.values import Copied, Data, Judged, Learned, Model


@dataclass(frozen=True, slots=True)
class Overlap:
    """A model is judged by rows that it has learned from."""

    cell: int
    call: cst.Call
    model: str
    whole: str
    part: str


@dataclass(frozen=True, slots=True)
class Unprepared:
    """A model that has learned from what a transformer gives is asked about rows that it has not seen."""

    cell: int
    call: cst.Call
    model: str
    transformer: Model
    #: They are other rows of the table from which it has learned.
    is_of_the_same: bool


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
    #: Calls that predict rows which the notebook calls its test, until somebody compares what they give with the truth.
    possible_overlaps: dict[cst.CSTNode, Overlap] = field(default_factory=dict)
    #: The same of what was learned from the rows of the training and of such a test.
    possible_leaks: dict[cst.CSTNode, tuple[Learned, ...]] = field(default_factory=dict)
    unprepared: dict[cst.Call, Unprepared] = field(default_factory=dict)
    selections: dict[cst.CSTNode, Judged] = field(default_factory=dict)
    savings: dict[cst.Call, Saving] = field(default_factory=dict)
    #: Transformers that have learned from the rows of a test itself.
    refits: dict[Learned, None] = field(default_factory=dict)
    #: Transformers that have learned from other rows than those of the training, on which the model then predicts.
    served_refits: dict[Learned, None] = field(default_factory=dict)
    #: What was learned that is in features, and in targets, of models.
    features: set[Learned] = field(default_factory=set)
    targets: set[Learned] = field(default_factory=set)

    def note_fit(self, features: Data, targets: Data) -> None:
        """What a model is given to learn, and what from."""
        self.features |= features.everything_learned()
        self.targets |= targets.everything_learned()

    def without_labels(self) -> None:
        """Forget plain statistics that only make the classes to be learned: `y = price > price.median()`."""
        labels = {each for each in self.targets - self.features if each.model is None}
        self.leaks = {learned: cell for learned, cell in self.leaks.items() if learned not in labels}
