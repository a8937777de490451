"""What a traced run of the notebook has shown: kinds and schemas of values, samples, results to hold on to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from nb2pipe.model.ids import StepName, VarName

#: The bytes that samples may take together: what a repository bears.
MOST_SAMPLE_BYTES = 1_000_000
#: Version of `tests/data/golden.json`; history: 1, first.
GOLDEN_VERSION = 1
#: Ends of the names, and of the paths in source text, of wall-clock times, which are others in each run.
_TIMES = re.compile(r"(^|[_.']|\b)(fit|refit|score|train|elapsed|run|wall)_?times?_?('\])?(\[\d+\])*$")


def is_measured_time(path: str) -> bool:
    """Whether it leads to times that code has measured: `mean_fit_time`, `search.cv_results_['std_score_time'][0]`."""
    return _TIMES.search(path) is not None


@dataclass(frozen=True, slots=True)
class ColumnSchema:
    """A column of a frame, or the elements of a series or an array."""

    name: str
    #: None where any will do.
    dtype: str | None
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    #: All texts that were seen, where they are few.
    categories: tuple[str, ...] | None = None

    def joined(self, other: ColumnSchema) -> ColumnSchema:
        """What admits the values of both."""
        lows = [each for each in (self.minimum, other.minimum) if each is not None]
        highs = [each for each in (self.maximum, other.maximum) if each is not None]
        both = self.categories is not None and other.categories is not None
        return ColumnSchema(
            name=self.name,
            dtype=self.dtype,
            nullable=self.nullable or other.nullable,
            minimum=min(lows, default=None),
            maximum=max(highs, default=None),
            categories=tuple(sorted({*(self.categories or ()), *(other.categories or ())})) if both else None,
        )


@dataclass(frozen=True, slots=True)
class ValueSchema:
    """One output of a step."""

    #: `frame`, `series`, `array`, `number` or `object`.
    kind: str
    #: The type as source, such as `pandas.DataFrame`, `list[str]`; `Any` where it has no public name.
    annotation: str = "Any"
    #: Of an array: the lengths after the first; None if they are free, too.
    trailing: tuple[int, ...] | None = ()
    #: Of a frame in order; one of a series or an array; None if there are none to tell apart by name.
    columns: tuple[ColumnSchema, ...] | None = None

    def joined(self, other: ValueSchema) -> ValueSchema | None:
        """What admits the values of both; None if they are of different kinds."""
        if (self.kind, self.annotation, self.trailing) != (other.kind, other.annotation, other.trailing):
            return None
        mine, others = self.columns, other.columns
        if mine is None or others is None or [c.name for c in mine] != [c.name for c in others]:
            return ValueSchema(self.kind, self.annotation, self.trailing, None)
        if [c.dtype for c in mine] != [c.dtype for c in others]:
            return ValueSchema(self.kind, self.annotation, self.trailing, None)
        columns = tuple(one.joined(two) for one, two in zip(mine, others, strict=True))
        return ValueSchema(self.kind, self.annotation, self.trailing, columns)

    def without_values(self) -> ValueSchema:
        """The same without ranges and categories: for what is other values each time."""
        columns = (
            None if self.columns is None else tuple(ColumnSchema(c.name, c.dtype, c.nullable) for c in self.columns)
        )
        return ValueSchema(self.kind, self.annotation, self.trailing, columns)


@dataclass(frozen=True, slots=True)
class Observations:
    """What the package's contracts and tests are made of."""

    schemas: Mapping[tuple[StepName, VarName], ValueSchema] = field(default_factory=dict)
    #: Path below `tests/data/files` -> bytes: the files that the notebook read, or parts of them.
    samples: Mapping[str, bytes] = field(default_factory=dict)
    #: The folder below `tests/data/files` that relative paths mean; None if the tests need the notebook's own data.
    root: str | None = None
    #: The document of `tests/data/golden.json`; empty if nothing could be recorded.
    golden: Mapping[str, object] = field(default_factory=dict)
    #: Files of which the samples are only a part.
    reduced: tuple[str, ...] = ()
    #: What the user should know of the trace, one sentence each.
    notes: tuple[str, ...] = ()
