"""The notebook as the browser has it now, unsaved edits included."""

from __future__ import annotations

from typing import Literal

from nb2pipe.server.wire.base import Message

Severity = Literal["error", "warning", "info"]
Grade = Literal["error", "warning", "info", "off"]
Role = Literal["step", "parameters", "import", "definition", "report", "skip", "untagged"]
Via = Literal["name", "mutation", "alias", "closure", "file", "random", "option"]


class LiveCell(Message, frozen=True, kw_only=True):
    """A cell; findings and edges speak of it by its id."""

    id: str
    type: Literal["code", "markdown", "raw"]
    source: str
    tags: list[str] = []
    execution_count: int | None = None
    #: The exception's name if an output of the cell is an error.
    error_name: str | None = None
    has_outputs: bool = False


class LiveNotebook(Message, frozen=True, kw_only=True):
    """A document in its order; all cells, not only code."""

    #: Path in the contents manager, without a drive.
    path: str
    cells: list[LiveCell]
    language: str = "python"
    kernel_name: str | None = None
    #: The version of its Python, such as `3.12.1`; empty where the notebook does not say.
    python_version: str = ""
    #: The notebook's `metadata.nb2pipe.steps`, as it is.
    step_settings: dict[str, object] = {}


class Place(Message, frozen=True, kw_only=True):
    """A place in a cell's source."""

    #: From 1.
    line: int
    #: From 0, in UTF-16 units, as CodeMirror counts.
    column: int
    #: From the start of the cell, in UTF-16 units.
    offset: int


class Finding(Message, frozen=True, kw_only=True):
    """What a rule says about a half-open range of a cell; `Rule` has the reason why it matters."""

    code: str
    name: str
    severity: Severity
    cell: str
    start: Place
    end: Place
    #: The finding is about the cell as a whole; start and end are both its beginning.
    whole_cell: bool
    message: str
    hint: str
    #: A fix that changes no computed value can be applied.
    fixable: bool
    #: What a fix would do, in the imperative, also one that may change computed values; empty if there is none.
    fix: str
    #: No package can be exported while this stands.
    blocks_export: bool


class Edge(Message, frozen=True, kw_only=True):
    """The target cell uses values of the source cell; both are cell ids."""

    source: str
    target: str
    names: list[str]
    via: Via
