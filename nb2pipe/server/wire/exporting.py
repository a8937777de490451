"""A saved notebook -> its package, previewed or written; its parameters as a form."""

from __future__ import annotations

from typing import Literal

from nb2pipe.server.wire.base import Message
from nb2pipe.server.wire.notebook import Finding

#: `edited`: somebody has edited it, and it stays so.
FileStatus = Literal["added", "changed", "same", "edited", "removed", "merged", "conflict"]


class ExportRequest(Message, frozen=True, kw_only=True):
    """Convert the notebook as it is saved; the client saves first. Paths are the contents manager's."""

    path: str
    #: By default made from the file's name.
    name: str | None = None
    #: Folder of the package; by default one of its name beside the notebook.
    directory: str | None = None
    #: Overwrite files that somebody edited.
    force: bool = False


class PreviewedFile(Message, frozen=True, kw_only=True):
    """A file of the package, and what becomes of the one that is there."""

    #: Relative to the package's folder.
    path: str
    status: FileStatus
    #: Why, where the status does not say it.
    reason: str
    #: The new text; null if it is no text.
    content: str | None
    #: Unified diff from the file that is there to the new one; empty if there is none.
    diff: str


class ExportedStep(Message, frozen=True, kw_only=True):
    """A step of the package."""

    name: str
    kind: str
    #: Cell ids.
    cells: list[str]


class Preview(Message, frozen=True, kw_only=True, tag_field="kind", tag="preview"):
    """What an export would write."""

    name: str
    version: str
    #: The version of the package that is there.
    previous_version: str | None
    bump: Literal["major", "minor", "patch"] | None
    #: What differs from that one, a line for each entry of the changelog.
    differences: list[str]
    directory: str
    files: list[PreviewedFile]
    steps: list[ExportedStep]
    parameters: list[str]
    #: Notices such as a step that was split.
    findings: list[Finding]


class Exported(Message, frozen=True, kw_only=True, tag_field="kind", tag="exported"):
    """What an export has written; paths are the contents manager's."""

    name: str
    version: str
    directory: str
    files: list[str]
    steps: list[ExportedStep]
    findings: list[Finding]


class Refusal(Message, frozen=True, kw_only=True, tag_field="kind", tag="refusal"):
    """The notebook cannot be converted, nothing was written; the findings say why."""

    message: str
    findings: list[Finding]


PreviewAnswer = Preview | Refusal
ExportAnswer = Exported | Refusal


class ParametersRequest(Message, frozen=True, kw_only=True):
    """The parameters of a saved notebook or of a package's folder."""

    path: str


class Parameter(Message, frozen=True, kw_only=True):
    """A field of the form in which a run is started."""

    name: str
    #: Python's, such as `float`, `list[int]`, `int | None`.
    annotation: str
    #: The widget that fits; `text` takes anything, as Python writes it.
    field: Literal["integer", "number", "text", "string", "boolean"]
    #: May be left out: `None` is a value of it.
    optional: bool
    #: As Python source, such as `0.25`; what an untouched field means.
    default: str
    #: The same as JSON where it is a literal.
    value: bool | int | float | str | None
    #: The comment beside it.
    comment: str


class Parameters(Message, frozen=True, kw_only=True, tag_field="kind", tag="parameters"):
    """In the order of the parameters cell."""

    parameters: list[Parameter]


ParametersAnswer = Parameters | Refusal


class ExampleRequest(Message, frozen=True, kw_only=True):
    """Copy the example notebook and its data into this folder."""

    directory: str = ""


class ExampleAnswer(Message, frozen=True, kw_only=True):
    """Path of the copy; an earlier copy is left as it is and named."""

    path: str
