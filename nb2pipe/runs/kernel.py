"""A notebook, run from top to bottom in a fresh kernel -> descriptions of its variables after some cells."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from nb2pipe.errors import NotebookFailed, RunError
from nb2pipe.model.notebook import has_parameters
from nb2pipe.runs.describe import Description
from nb2pipe.runs.environment import notebook_environment
from nb2pipe.runs.family import family
from nb2pipe.runs.injection import (
    capturing,
    entering,
    listening,
    locating_error,
    observing,
    seeding,
    showing_nothing,
    telling_of_chance,
    telling_opened,
    updating,
)
from nb2pipe.runs.jupyter import fast_imports, kernel_for, manager_with, read_document
from nb2pipe.runs.process import describe_end
from nb2pipe.scratch import scratch_folder

#: A request that comes right after one that failed may be sent back unexecuted.
_TRIES = 5


@dataclass(frozen=True, slots=True)
class NotebookRequest:
    """One run of a notebook as it is."""

    notebook: Path
    #: The working directory.
    root: Path
    #: Name of the package whose classes and functions count as the notebook's own.
    package: str
    #: Variables to describe after a cell, by the cell's index among all cells.
    captures: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    #: Values for parameters, assigned after the cell that is tagged `parameters`.
    overrides: Mapping[str, object] = field(default_factory=dict)
    #: Also describe all variables that are there in the end.
    wants_final: bool = False
    hash_seed: int = 0
    #: Libraries whose generators are given a state that the step's name decides.
    pins: tuple[str, ...] = ()
    #: The step of each cell, by index; with `pins` only.
    steps: Mapping[int, str] = field(default_factory=dict)
    #: Variables whose kind and summary are wanted after a cell.
    observed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    #: Source of the module that summarizes values; with `observed` only.
    summaries: str = ""
    #: Whether cells show what they compute, which some objects note or compute more for.
    shows: bool = True
    #: Seconds that a cell may take; None for as long as it likes.
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class NotebookRun:
    """What a run has shown; a variable that did not exist is left out."""

    seconds: float
    #: By index of the cell and name.
    captures: Mapping[tuple[int, str], Description]
    final: Mapping[str, Description]
    #: Pinned generators that were drawn from, such as `numpy.random`.
    drawn: tuple[str, ...] = ()
    #: Pinned libraries that were seeded all the same.
    seeded: tuple[str, ...] = ()
    #: By index of the cell and name: `profile` and `summary`.
    observed: Mapping[tuple[int, str], Mapping[str, Any]] = field(default_factory=dict)
    #: Files that were read, relative to the root; with `observed` only.
    opened: tuple[str, ...] = ()
    #: The kernel that ran it, which is another than it asks for where that one is not installed.
    kernel: str = ""


def run_notebook(request: NotebookRequest, *, now: Callable[[], datetime]) -> NotebookRun:
    """Run all code cells; NotebookFailed, with cell and line, for the first that fails.

    Cells with a `raises-exception` or `step:skip` tag may.
    """
    document = read_document(request.notebook)
    kernel = kernel_for(document)
    with fast_imports():
        from nbclient import NotebookClient
    started = now()
    with family(os.environ) as members, scratch_folder() as scratch:
        environment = notebook_environment(members.environment, hash_seed=request.hash_seed)
        client = NotebookClient(
            document,
            kernel_name=kernel.name,
            timeout=request.timeout,
            kernel_manager_class=manager_with(environment, scratch=scratch),
        )
        session = _Session(client, request, scratch)
        with _started(client, session, kernel.name):
            if request.observed:
                session.listen()
            if not request.shows:
                session.show_nothing()
            captures, observed = session.run_cells()
            opened = session.opened() if request.observed else ()
            final = session.describe(None) if request.wants_final else {}
            drawn, seeded = session.chance() if request.pins else ((), ())
    return NotebookRun((now() - started).total_seconds(), captures, final, drawn, seeded, observed, opened, kernel.name)


@contextlib.contextmanager
def _started(client: Any, session: _Session, kernel: str) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(client.setup_kernel(cwd=str(session.request.root)))
        except (RuntimeError, OSError) as error:
            words = session.last_words() or str(error)
            raise RunError(f"{session.request.notebook}: the kernel {kernel!r} doesn't start: {words}") from error
        yield


@dataclass(frozen=True, slots=True)
class _Session:
    """A kernel that is running, and what to do in it."""

    client: Any
    request: NotebookRequest
    scratch: Path

    @property
    def words(self) -> Path:
        """The file with what the kernel's process writes."""
        return self.scratch / "kernel.txt"

    def last_words(self) -> str:
        """What the kernel's process wrote at last."""
        try:
            return self.words.read_text(encoding="utf-8", errors="replace")[-500:].strip()
        except OSError:
            return ""

    def run_cells(self) -> tuple[dict[tuple[int, str], Description], dict[tuple[int, str], Any]]:
        captures: dict[tuple[int, str], Description] = {}
        observed: dict[tuple[int, str], Any] = {}
        entered: str | None = None
        for index, cell in enumerate(self.client.nb.cells):
            if cell.cell_type == "code":
                step = self.request.steps.get(index, "")
                if self.request.pins and step != entered:
                    self._execute(entering(step, self.request.pins))
                    entered = step
                self._run_cell(cell, index)
            if self.request.overrides and has_parameters(cell.metadata.get("tags", [])):
                self._execute(updating(self.request.overrides))
            names = self.request.captures.get(index)
            if names:
                captures |= {(index, name): found for name, found in self.describe(names).items()}
            names = self.request.observed.get(index)
            if names:
                observed |= {(index, name): found for name, found in self.observe(names).items()}
        return captures, observed

    def describe(self, names: tuple[str, ...] | None) -> dict[str, Description]:
        """Descriptions of the variables of those names; of all if there are no names."""
        path = self.scratch / "captures.pkl"
        self._execute(capturing(names, package=self.request.package, path=path))
        found: dict[str, Description] = pickle.loads(path.read_bytes())  # noqa: S301  our own file
        return found

    def observe(self, names: tuple[str, ...]) -> dict[str, Any]:
        """Kinds and summaries of the variables of those names."""
        path = self.scratch / "observed.json"
        self._execute(observing(names, summaries=self.request.summaries, path=path))
        found: dict[str, Any] = json.loads(path.read_text())
        return found

    def listen(self) -> None:
        """Note which files are opened from now on; what nothing seeds draws as in the package's tests."""
        self._execute(seeding(self.request.summaries))
        self._execute(listening(self.request.root))

    def show_nothing(self) -> None:
        """Show none of what the cells to come compute."""
        self._execute(showing_nothing())

    def opened(self) -> tuple[str, ...]:
        """The files that were opened for reading."""
        path = self.scratch / "opened.json"
        self._execute(telling_opened(path))
        return tuple(json.loads(path.read_text()))

    def chance(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Pinned generators that were drawn from, and pinned libraries that were seeded."""
        path = self.scratch / "chance.json"
        self._execute(telling_of_chance(path))
        found = json.loads(path.read_text())
        return tuple(found["drawn"]), tuple(found["seeded"])

    def _run_cell(self, cell: Any, index: int) -> None:
        from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

        try:
            self.client.execute_cell(cell, index)
        except CellExecutionError as error:
            if "step:skip" in cell.metadata.get("tags", []):
                return
            raise self._failure(index, f"{error.ename}: {error.evalue}", line=self._error_line()) from error
        except CellTimeoutError as error:
            raise self._failure(index, f"did not end within {self.request.timeout:g} s") from error
        except DeadKernelError as error:
            raise self._failure(index, self._end()) from error

    def _failure(self, index: int, reason: str, *, line: int | None = None) -> NotebookFailed:
        return NotebookFailed(str(self.request.notebook), reason, cell=index, line=line)

    def _end(self) -> str:
        """How the kernel's process ended, and what it wrote at last."""
        process = getattr(self.client.km.provisioner, "process", None)
        status = process.poll() if process is not None else None
        end = "the kernel died" if status is None else describe_end(status, what="the kernel's process")
        return f"{end}\n{self.last_words()}".strip()

    def _error_line(self) -> int | None:
        path = self.scratch / "line.json"
        self._execute(locating_error(path))
        line: int | None = json.loads(path.read_text())
        return line

    def _execute(self, code: str) -> None:
        """Run code of ours, which leaves no trace in the history, in `_` or in the counter of cells."""
        reply: Any = None
        for _ in range(_TRIES):
            reply = self.client.wait_for_reply(self.client.kc.execute(code, silent=True, store_history=False))
            if reply is not None and reply["content"]["status"] == "ok":
                return
        content = {} if reply is None else reply["content"]
        reason = f"{content.get('ename', content.get('status', 'no answer'))}: {content.get('evalue', '')}"
        raise RunError(f"{self.request.notebook}: its variables can't be read: {reason}")
