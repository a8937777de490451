"""A run's folder: `run.json`, `artifacts/STEP/NAMES.pkl`, `logs/STEP.txt`."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.runs import ArtifactRecord, RunProcess, RunRecord, RunState, StepRecord

#: Longest name of an artifact file, without `.pkl`; file systems allow 255 bytes.
_LONGEST_NAME = 80


def claim_folder(folder: Path) -> None:
    """Make the folder this run's own; of two runs that want one folder, only one gets it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "run.json").open("x"):
            pass
    except FileExistsError as error:
        raise WorkspaceError(f"{folder} already holds a run; choose another folder") from error
    except OSError as error:
        raise WorkspaceError(f"{folder}: can't be written: {error.strerror}") from error


def write_record(folder: Path, record: RunRecord) -> None:
    """Replace `run.json`, whole or not at all."""
    partial = folder / "run.json.partial"
    try:
        partial.write_text(json.dumps(dataclasses.asdict(record), indent=2, default=repr) + "\n", encoding="utf-8")
        partial.replace(folder / "run.json")
    except OSError as error:
        raise WorkspaceError(f"{folder / 'run.json'}: can't be written: {error.strerror}") from error


def read_record(folder: Path) -> RunRecord:
    """The run's record; WorkspaceError if the folder holds none."""
    try:
        document = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        steps = tuple(_step_record(step) for step in document.pop("steps"))
        process = document.pop("process", None)
        known = {"state": RunState(document["state"]), "steps": steps, "process": process and RunProcess(**process)}
        return RunRecord(**{**document, **known})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(f"{folder / 'run.json'}: no readable record of a run: {error}") from error


def artifact_paths(step: str, groups: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Where a step's artifacts lie in the run's folder, by their names, POSIX."""
    taken: set[str] = set()
    paths: dict[tuple[str, ...], str] = {}
    for names in groups:
        stem = "+".join(names)
        # Some file systems do not tell `X` from `x`.
        if len(os.fsencode(stem)) > _LONGEST_NAME or stem.casefold() in taken:
            digest = hashlib.sha256(stem.encode()).hexdigest()[:12]
            stem = f"{stem.encode('ascii', 'replace').decode().replace('?', '_')[: _LONGEST_NAME - 13]}-{digest}"
        taken.add(stem.casefold())
        paths[names] = f"artifacts/{step}/{stem}.pkl"
    return paths


def artifact_record(folder: Path, names: tuple[str, ...], path: str) -> ArtifactRecord:
    """What identifies an artifact file."""
    with (folder / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ArtifactRecord(names=names, path=path, sha256=digest, bytes=(folder / path).stat().st_size)


def _step_record(document: dict[str, object]) -> StepRecord:
    artifacts = document.pop("artifacts")
    if not isinstance(artifacts, list):
        raise TypeError("artifacts are no list")
    records = tuple(ArtifactRecord(**{**item, "names": tuple(item["names"])}) for item in artifacts)
    return StepRecord(**{**document, "state": RunState(str(document["state"])), "artifacts": records})  # type: ignore[arg-type]  # checked by the dataclass's signature
