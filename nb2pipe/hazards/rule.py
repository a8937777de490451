"""What a rule is: a code, a page of documentation, examples that prove it, and a check."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from nb2pipe.hazards.context import Context
from nb2pipe.model.findings import WHOLE_CELL, Finding, Fix, Severity, Span
from nb2pipe.model.ids import RuleCode
from nb2pipe.model.notebook import OutputKind, SavedOutput


@dataclass(frozen=True, slots=True)
class ExampleCell:
    """A code cell of an example."""

    source: str
    tags: tuple[str, ...] = ()
    count: int | None = None
    error: str | None = None
    is_markdown: bool = False
    outputs: tuple[SavedOutput, ...] = ()


#: A whole notebook in a few lines.
Example = tuple[ExampleCell, ...]


def cell(
    source: str,
    *tags: str,
    count: int | None = None,
    error: str | None = None,
    printed: str = "",
    result: str = "",
) -> ExampleCell:
    """One code cell with its tags, its execution count, and what its saved outputs say."""
    outputs = (SavedOutput(OutputKind.STREAM, printed), SavedOutput(OutputKind.RESULT, result))
    return ExampleCell(source, tags, count, error, outputs=tuple(output for output in outputs if output.text))


def markdown(source: str, *tags: str) -> ExampleCell:
    """One markdown cell."""
    return ExampleCell(source, tags, is_markdown=True)


def notebook(*cells: str | ExampleCell) -> Example:
    """A notebook of these cells; plain text is a code cell without tags."""
    return tuple(ExampleCell(item) if isinstance(item, str) else item for item in cells)


class Rule(ABC):
    """One hazard. The docstring of the class is its documentation page."""

    code: ClassVar[RuleCode]
    name: ClassVar[str]
    #: The severity of most of its findings.
    severity: ClassVar[Severity]
    #: Applied unless it is ignored; others only where they are selected, as a matter of taste.
    is_default: ClassVar[bool] = True
    #: Notebooks in which it finds nothing.
    VALID: ClassVar[Sequence[Example]]
    #: Notebooks in which it finds something.
    INVALID: ClassVar[Sequence[Example]]
    #: Notebooks, each with what the rule's fixes make of it; both compute the same.
    FIXED: ClassVar[Sequence[tuple[Example, Example]]] = ()
    #: The same for fixes after which the notebook may compute something else.
    UNSAFE_FIXED: ClassVar[Sequence[tuple[Example, Example]]] = ()

    @abstractmethod
    def check(self, context: Context) -> Iterator[Finding]:
        """Find the hazard in a notebook."""

    def found(
        self,
        cell: int,
        span: Span = WHOLE_CELL,
        *,
        message: str,
        hint: str = "",
        severity: Severity | None = None,
        blocks: bool = False,
        fix: Fix | None = None,
    ) -> Finding:
        """A finding of this rule."""
        return Finding(self.code, self.name, severity or self.severity, cell, span, message, hint, blocks, fix)


class PlannedRule(Rule):
    """A rule whose findings show only when the notebook is planned: `find_hazards` asks for them."""

    def check(self, context: Context) -> Iterator[Finding]:  # noqa: ARG002  what a rule is given
        """Nothing that the facts alone would tell."""
        return iter(())
