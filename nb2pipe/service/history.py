"""The folders of runs that have been, or are going on -> their records and manifests."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.errors import WorkspaceError

if TYPE_CHECKING:
    from nb2pipe.model.manifest import Manifest
    from nb2pipe.model.runs import RunRecord


def find_record(run: Path) -> RunRecord | None:
    """The record of a run, with its end if it was killed; None if there is none."""
    from nb2pipe.runs.liveness import settle

    try:
        return settle(run)
    except WorkspaceError:
        return None


def find_run_manifest(run: Path, *, package: Path) -> Manifest | None:
    """The manifest of the package that a run made for itself, or of the one that was run."""
    from nb2pipe.workspace.manifests import read_manifest

    for folder in (run / "package", package):
        with contextlib.suppress(WorkspaceError):
            return read_manifest(str(folder))
    return None


def step_log(run: Path, step: str) -> Path:
    """The file that holds what a step prints; it is there once the step has begun."""
    return run / "logs" / f"{step}.txt"


def past_runs(folder: Path) -> Iterator[tuple[Path, RunRecord]]:
    """The runs in the `runs` folder beside a notebook or package, oldest first."""
    runs = folder / "runs"
    if not runs.is_dir():
        return
    for run in sorted(runs.iterdir()):
        record = find_record(run)
        if record is not None:
            yield run, record
