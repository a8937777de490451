"""Runs and verifications: processes of their own that outlive the page and are found again."""

from __future__ import annotations

from typing import Literal

from nb2pipe.server.wire.base import Message
from nb2pipe.server.wire.notebook import Finding

JobState = Literal["running", "succeeded", "failed", "cancelled", "refused", "lost"]
StepState = Literal["waiting", "running", "succeeded", "failed", "cancelled", "skipped"]
Plain = bool | int | float | str


class StartRequest(Message, frozen=True, kw_only=True):
    """Run or verify a saved notebook, or run a package's folder; paths are the contents manager's."""

    kind: Literal["run", "verify"]
    path: str
    #: Name -> value as Python writes it, without quotes around a string; what is left out keeps its default.
    parameters: dict[str, str] = {}
    #: Execute the run notebook as well.
    with_notebook: bool = False


class JobStep(Message, frozen=True, kw_only=True):
    """A step of a run."""

    name: str
    state: StepState
    seconds: float | None
    metrics: dict[str, Plain]
    #: The exception, with the notebook's cell and line.
    error: str
    #: Ids of the cells that it came from.
    cells: list[str]


class CheckedVariable(Message, frozen=True, kw_only=True):
    """A variable at the end of a step, in the notebook and in the package."""

    step: str
    name: str
    status: Literal["equal", "different", "nondeterministic", "missing", "uncomparable"]
    #: Where the first difference is; empty if equal.
    detail: str


class Verification(Message, frozen=True, kw_only=True):
    """What a verification found out."""

    equivalent: bool
    variables: list[CheckedVariable]
    notebook_seconds: float
    pipeline_seconds: float
    #: Random generators that the notebook never seeds: both runs got the same numbers.
    pinned: list[str]


class Job(Message, frozen=True, kw_only=True):
    """A run or a verification, as it stands now."""

    id: str
    kind: Literal["run", "verify"]
    #: `lost`: its process ended without a word, such as at a shutdown of the machine.
    state: JobState
    #: The notebook or package that was asked for.
    path: str
    #: ISO 8601 with a time zone.
    started: str
    seconds: float
    #: What it is doing now, such as `running the notebook`.
    progress: str
    #: What a failed job says; the errors of steps stand with the steps.
    error: str
    #: Why a refused notebook was not converted.
    findings: list[Finding]
    parameters: dict[str, object]
    steps: list[JobStep]
    verification: Verification | None
    #: Name and version of the package.
    package: str
    version: str
    #: The run's folder, its package, its executed notebook and that one's HTML page; null where there is none.
    directory: str | None
    package_directory: str | None
    executed_notebook: str | None
    report: str | None


class JobsAnswer(Message, frozen=True, kw_only=True):
    """Newest first."""

    #: What was asked for as jobs name it: symbolic links have been followed.
    path: str
    jobs: list[Job]


class LogAnswer(Message, frozen=True, kw_only=True):
    """A part of what a job printed; ask again from `next` for more."""

    text: str
    #: Offset in bytes.
    next: int
    #: There is more now.
    more: bool


class CompareRequest(Message, frozen=True, kw_only=True):
    """Two runs by their ids."""

    left: str
    right: str


class Compared(Message, frozen=True, kw_only=True):
    """A value of both runs; null where a run lacks it."""

    #: The step of a metric or time; empty for a parameter.
    step: str
    name: str
    left: object
    right: object
    equal: bool
    #: Right minus left, for numbers.
    difference: float | None


class CompareAnswer(Message, frozen=True, kw_only=True):
    """Two runs side by side."""

    parameters: list[Compared]
    metrics: list[Compared]
    seconds: list[Compared]


class JobEvent(Message, frozen=True, kw_only=True, tag_field="kind", tag="job"):
    """A job as it stands now: sent for each running job when the socket opens, then at every change."""

    job: Job


class LogEvent(Message, frozen=True, kw_only=True, tag_field="kind", tag="log"):
    """What the followed job printed since the last one; the first holds the end of what was there."""

    id: str
    text: str


Event = JobEvent | LogEvent


class Follow(Message, frozen=True, kw_only=True):
    """Sent by the client: whose log it wants from now on; null for nobody's."""

    follow: str | None
