"""What a rule says about a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nb2pipe.model.ids import RuleCode


class Severity(StrEnum):
    """How bad a finding is for a faithful conversion."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return {"info": 0, "warning": 1, "error": 2}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a cell's source."""

    #: From 1, inside the cell.
    line: int
    #: From 0, in code points.
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range in a cell's source."""

    start: Position
    end: Position


WHOLE_CELL = Span(Position(1, 0), Position(1, 0))
#: Rules about a notebook as a whole: the cell in their findings, which is the first one, says nothing.
WHOLE_NOTEBOOK = frozenset({RuleCode("NB600")})


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put another text in place of a range of a cell's source."""

    #: Index of the cell in the document.
    cell: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Retagging:
    """Give a cell other tags."""

    cell: int
    #: All its tags afterwards.
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fix:
    """What removes a finding; a safe one changes no value that the notebook computes."""

    #: What it does, in the imperative, such as ``import `pi` by name``.
    title: str
    edits: tuple[Edit, ...] = ()
    tags: tuple[Retagging, ...] = ()
    #: False where the notebook may compute something else afterwards: the user has to ask for it.
    is_safe: bool = True

    @property
    def cells(self) -> frozenset[int]:
        """The cells that it changes."""
        return frozenset(edit.cell for edit in self.edits) | {tag.cell for tag in self.tags}


@dataclass(frozen=True, slots=True)
class Finding:
    """A hazard, where it is, why it matters and what to do."""

    code: RuleCode
    #: The rule's name, such as `use-before-definition`.
    name: str
    severity: Severity
    #: Index of the cell in the document.
    cell: int
    span: Span
    message: str
    hint: str = ""
    #: A faithful pipeline cannot be emitted while this stands.
    blocks_export: bool = False
    #: The repair, where there is one.
    fix: Fix | None = None

    @property
    def fixable(self) -> bool:
        """Whether `nb2pipe fix` removes it without being asked for repairs that may change values."""
        return self.fix is not None and self.fix.is_safe
