"""What a notebook file says, whatever its format version: cells, tags, counts, kernel."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nb2pipe.model.ids import CellId


class CellType(StrEnum):
    """The cell types of nbformat 4."""

    CODE = "code"
    MARKDOWN = "markdown"
    RAW = "raw"


class StepKind(StrEnum):
    """What a step of the pipeline is for."""

    DATA = "data"
    FEATURE = "feature"
    TRAIN = "train"
    SERVE = "serve"


@dataclass(frozen=True, slots=True)
class StepTag:
    """`step:KIND` or `step:KIND:NAME`."""

    kind: StepKind
    #: None for the unnamed step of its kind.
    name: str | None = None

    def __str__(self) -> str:
        return f"step:{self.kind}" if self.name is None else f"step:{self.kind}:{self.name}"


STEP_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


def parse_step_tag(tag: str) -> StepTag | None:
    """Read a step tag; None for a tag that is not one (`step:report`, a foreign tag, a bad name)."""
    parts = tag.split(":")
    if parts[0] != "step" or len(parts) not in (2, 3) or parts[1] not in set(StepKind):
        return None
    if len(parts) == 3 and not STEP_NAME.match(parts[2]):
        return None
    return StepTag(StepKind(parts[1]), parts[2] if len(parts) == 3 else None)


_VERSION = re.compile(r"(\d{1,3})\.(\d{1,3})(?!\d)")


def parse_python_version(text: str) -> tuple[int, int] | None:
    """Major and minor version, such as of `3.11.2`; None for a text that is no version."""
    found = _VERSION.match(text)
    return (int(found[1]), int(found[2])) if found else None


PARAMETERS_TAG = "parameters"
#: papermill gives it to the cell that it puts below the parameters, with the values of one run.
INJECTED_TAG = "injected-parameters"


def has_parameters(tags: Collection[str]) -> bool:
    """Whether a cell with these tags gives parameters their values."""
    return PARAMETERS_TAG in tags or INJECTED_TAG in tags


class OutputKind(StrEnum):
    """How a saved output came about."""

    #: Printed.
    STREAM = "stream"
    #: The value of the cell's last expression.
    RESULT = "result"
    #: `display`, a figure.
    DISPLAY = "display"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class SavedOutput:
    """The plain text of one output that the file holds."""

    kind: OutputKind
    #: Cut after `LONGEST_SAVED_TEXT` characters; empty for pictures and the like.
    text: str = ""


#: More of an output is not kept.
LONGEST_SAVED_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the document."""

    #: Position among all cells of the document, from 0.
    index: int
    id: CellId
    type: CellType
    #: Text with `\n` line ends.
    source: str
    tags: tuple[str, ...] = ()
    execution_count: int | None = None
    #: The exception's name where a saved output is an error, such as `NameError`.
    error_name: str | None = None
    has_outputs: bool = False
    outputs: tuple[SavedOutput, ...] = ()

    @property
    def showed_nothing(self) -> bool:
        """Whether the file says that the cell was run, and that it had nothing to show but what it printed."""
        shown = (OutputKind.RESULT, OutputKind.DISPLAY)
        return self.execution_count is not None and not any(output.kind in shown for output in self.outputs)


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook as read; nothing of it has been parsed as Python."""

    #: As the user gave it; `<stdin>` or `<dict>` where there is no file.
    path: str
    cells: tuple[Cell, ...]
    #: Kernel language in lower case; `python` where the file does not say.
    language: str = "python"
    kernel_name: str | None = None
    #: Major and minor version of the Python that ran it last; None where the file does not say.
    python: tuple[int, int] | None = None
    #: sha256 of the bytes read, hexadecimal.
    digest: str = ""
    #: `metadata.nb2pipe.steps`: settings of steps by name.
    step_settings: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def code_cells(self) -> tuple[Cell, ...]:
        """The code cells in document order."""
        return tuple(cell for cell in self.cells if cell.type is CellType.CODE)
