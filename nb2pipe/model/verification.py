"""What `nb2pipe verify` found out.

schema_version history: 1, first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: Version of the report's form.
SCHEMA_VERSION = 1
#: How the detail begins of a variable whose step did not run.
NOT_COMPUTED = "not computed: "


class Status(StrEnum):
    """How a variable of the pipeline compares with the notebook's."""

    EQUAL = "equal"
    DIFFERENT = "different"
    #: Two runs of the notebook itself differ.
    NONDETERMINISTIC = "nondeterministic"
    #: The notebook has it, the pipeline has not.
    MISSING = "missing"
    #: No structure to compare, such as a generator.
    UNCOMPARABLE = "uncomparable"


@dataclass(frozen=True, slots=True)
class CapturePoint:
    """A variable that notebook and pipeline must agree on."""

    #: The step at whose end the pipeline has it.
    step: str
    name: str
    #: Index of the cell after which the notebook has it.
    after_cell: int
    #: The pipeline may do without it, such as a step's own variable in a package that people edit.
    is_optional: bool = False
    #: A function or class by its state alone: the export may write its code another way.
    is_state: bool = False
    #: Index of the cell that is known to have changed it last, where that is another.
    changed_in: int | None = None


@dataclass(frozen=True, slots=True)
class VariableCheck:
    """One variable at the end of one step."""

    name: str
    status: Status
    #: Where the first difference is and what it is; empty if equal.
    detail: str = ""
    #: Index of the cell that made or changed it last.
    cell: int | None = None
    #: What most likely made the difference; empty if it is equal, or nothing is known.
    cause: str = ""


@dataclass(frozen=True, slots=True)
class StepCheck:
    """All variables at the end of one step."""

    step: str
    variables: tuple[VariableCheck, ...]


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The proof, or its failure."""

    #: True if nothing is different or missing.
    equivalent: bool
    steps: tuple[StepCheck, ...]
    #: Wall time of the notebook's run and of the pipeline's, in seconds.
    notebook_seconds: float = 0.0
    pipeline_seconds: float = 0.0
    #: How floats were compared.
    relative_tolerance: float = 0.0
    #: Both started from copies of one folder and left no traces in it; False where it is too large to copy.
    isolated: bool = True
    #: Random generators that the notebook never seeds and draws from: both runs got the same numbers.
    pinned: tuple[str, ...] = ()
    #: What else a reader should know, such as that another kernel ran than the notebook asks for.
    notes: tuple[str, ...] = ()
    schema_version: int = SCHEMA_VERSION
