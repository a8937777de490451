"""What a run of a package was asked for, and what happened in it.

schema_version history of the run record: 1, first; 2, with the run's process, and there from its beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: Version of `run.json`.
SCHEMA_VERSION = 2


class RunState(StrEnum):
    """Where a run or a step of it stands."""

    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class RunProcess:
    """A process that no other one can be mistaken for."""

    #: The name of its machine.
    host: str
    pid: int
    #: Seconds since the epoch, as the system says.
    created: float


@dataclass(frozen=True, slots=True)
class ArtifactRecord:
    """A file that holds one or several outputs of a step."""

    names: tuple[str, ...]
    #: Relative to the run's folder, POSIX.
    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class StepRecord:
    """What happened to a step."""

    name: str
    state: RunState
    seconds: float
    artifacts: tuple[ArtifactRecord, ...] = ()
    #: Outputs that are plain numbers, strings or booleans.
    metrics: dict[str, float | int | str | bool] | None = None
    #: The exception, with the notebook's cell and line where they are known; empty if it succeeded.
    error: str = ""
    #: Relative path of what the step printed.
    log: str = ""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The whole of `run.json`, written at the beginning and after each step so that a killed run can be read."""

    id: str
    package: str
    version: str
    notebook: str
    notebook_digest: str
    state: RunState
    #: ISO 8601 with a time zone.
    started: str
    seconds: float
    parameters: dict[str, object]
    steps: tuple[StepRecord, ...]
    python: str = ""
    #: Relative path of the executed run notebook; empty without `--notebook`.
    executed_notebook: str = ""
    #: Relative path of the same as a page to look at; empty also where nbconvert is not installed.
    executed_page: str = ""
    #: The cell of the run notebook that failed, and how; the errors of steps stand with the steps.
    error: str = ""
    #: What does the run, or did it; unknown of records of schema 1.
    process: RunProcess | None = None
    schema_version: int = SCHEMA_VERSION
