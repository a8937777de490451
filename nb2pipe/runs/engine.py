"""The seam between what a run asks for and where it happens."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from nb2pipe.model.ids import RunId
from nb2pipe.model.manifest import Manifest
from nb2pipe.model.runs import RunRecord, StepRecord


@dataclass(frozen=True, slots=True)
class RunRequest:
    """One run of an emitted package."""

    id: RunId
    manifest: Manifest
    #: The folder that holds `pipeline.json` and `src`.
    package: Path
    #: What relative paths in the steps' code mean, and where local modules are found.
    root: Path
    #: The run's own folder, which must not hold another run.
    folder: Path
    #: Values of parameters, of the parameters' types.
    overrides: Mapping[str, object] = field(default_factory=dict)
    #: What to say of the run whatever comes of it.
    notes: tuple[str, ...] = ()
    #: The interpreter that has the notebook's libraries.
    python: str = sys.executable
    #: The same for all steps of a run, so that sets keep their order from one process to the next.
    hash_seed: int = 0
    #: Variables to describe when a step returns, by step; their descriptions go to `captures/STEP.pkl`.
    captures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Libraries whose generators begin each step with a state that its name decides: to compare, never to work.
    pins: tuple[str, ...] = ()
    #: Seconds that a step may take; None for as long as it likes.
    timeout: float | None = None
    #: Whether what steps have started in the background ends with a run that succeeds, as it does with any other.
    ends_background: bool = False


class Watcher(Protocol):
    """Someone who wants to see a run while it happens."""

    def started(self, step: str) -> None:
        """A step has begun."""

    def printed(self, step: str, text: str) -> None:
        """A step has written to its standard output or error."""

    def ended(self, record: StepRecord) -> None:
        """A step is over, or was skipped."""


class Unwatched:
    """A watcher that looks away."""

    def started(self, step: str) -> None:
        """See nothing."""

    def printed(self, step: str, text: str) -> None:
        """See nothing."""

    def ended(self, record: StepRecord) -> None:
        """See nothing."""


class Engine(Protocol):
    """A place where steps run."""

    def run(self, request: RunRequest, *, now: Callable[[], datetime], watcher: Watcher) -> RunRecord:
        """Run all steps and return the record, whose state says how it ended.

        Raises UsageError for an unknown parameter and WorkspaceError if the run's folder can't be used; a step that
        fails, or Ctrl-C, is no exception but a state of the record.
        """
