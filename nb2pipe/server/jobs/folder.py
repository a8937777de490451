"""Where jobs are kept: `.nb2pipe/jobs/ID/` below the server's root, one folder for each.

    job.json       what was asked for, written before the process starts
    process.json   which process it is
    progress.txt   what it is doing now
    output.txt     what it prints
    outcome.json   how it ended, written last
    cancelled      somebody wanted it to end

A run's own folder, `runs/ID` beside its notebook, is that of `nb2pipe run`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from nb2pipe.errors import WorkspaceError
from nb2pipe.server.wire.jobs import Verification
from nb2pipe.server.wire.notebook import Finding

_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")
_HOME = ".nb2pipe"


class JobRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a job shall do; paths are absolute."""

    id: str
    kind: Literal["run", "verify"]
    #: The notebook or the package's folder.
    source: str
    #: The run's folder.
    directory: str
    #: ISO 8601 with a time zone.
    started: str
    parameters: dict[str, str]
    with_notebook: bool


class JobProcess(msgspec.Struct, frozen=True, kw_only=True):
    """A process that no later one can be mistaken for."""

    pid: int
    #: Seconds since the epoch, as the system says.
    created: float


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How a job ended."""

    state: Literal["succeeded", "failed", "cancelled", "refused", "lost"]
    seconds: float = 0.0
    error: str = ""
    findings: list[Finding] = []  # a msgspec struct copies its defaults
    verification: Verification | None = None


Document = TypeVar("Document", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class JobFolder:
    """The folder of one job."""

    path: Path

    @property
    def id(self) -> str:
        """The job's id."""
        return self.path.name

    @property
    def output(self) -> Path:
        """What the job prints."""
        return self.path / "output.txt"

    @property
    def request(self) -> JobRequest:
        """What was asked for; raises WorkspaceError if that cannot be read."""
        request = self._read("job.json", JobRequest)
        if request is None:
            raise WorkspaceError(f"job {self.id} has no readable job.json")
        return request

    @property
    def process(self) -> JobProcess | None:
        """The process that does it; None before it was started, and for a run that somebody started elsewhere."""
        return self._read("process.json", JobProcess)

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None as long as it has not."""
        return self._read("outcome.json", Outcome)

    @property
    def progress(self) -> str:
        """What it is doing now."""
        try:
            return (self.path / "progress.txt").read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    @property
    def is_unwanted(self) -> bool:
        """Somebody has cancelled it."""
        return (self.path / "cancelled").exists()

    @property
    def last_word(self) -> float | None:
        """When the process last wrote something, in seconds since the epoch; None if it never did."""
        files = (self.output, self.path / "progress.txt", self.path / "process.json")
        return max((file.stat().st_mtime for file in files if file.exists()), default=None)

    def write(self, name: str, document: msgspec.Struct | str) -> None:
        """Replace a file, whole or not at all."""
        data = document.encode() if isinstance(document, str) else msgspec.json.encode(document)
        partial = self.path / f"{name}.partial"
        try:
            partial.write_bytes(data)
            partial.replace(self.path / name)
        except OSError as error:
            raise WorkspaceError(f"cannot write {self.path / name}: {error.strerror}") from None

    def _read(self, name: str, kind: type[Document]) -> Document | None:
        try:
            return msgspec.json.decode((self.path / name).read_bytes(), type=kind)
        except (OSError, msgspec.DecodeError):
            return None


def jobs_folder(root: Path) -> Path:
    """Where a server with that root keeps its jobs."""
    return root / _HOME / "jobs"


def make_folder(root: Path, id_: str) -> JobFolder:
    """A new job's folder; raises WorkspaceError."""
    folder = jobs_folder(root) / id_
    try:
        folder.mkdir(parents=True)
        ignored = root / _HOME / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise WorkspaceError(f"cannot write {folder}: {error.strerror}") from None
    return JobFolder(folder)


def find_folder(root: Path, id_: str) -> JobFolder | None:
    """The folder of a job; None if there is no such job."""
    folder = jobs_folder(root) / id_
    return JobFolder(folder) if _ID.fullmatch(id_) and (folder / "job.json").is_file() else None


def list_folders(root: Path) -> Iterator[JobFolder]:
    """All jobs, newest first."""
    jobs = jobs_folder(root)
    if jobs.is_dir():
        for folder in sorted(jobs.iterdir(), reverse=True):
            if (found := find_folder(root, folder.name)) is not None:
                yield found
