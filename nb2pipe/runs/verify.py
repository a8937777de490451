"""A notebook and the package made from it, both run -> a report on every value that they must agree on.

A pipeline that fails is a report, not an error: the variables of the step that failed are `different`, those of the
steps that then did not run are `missing`. A notebook that fails is an error, for there is nothing to compare with.

A generator that the notebook never seeds may give it any numbers. Both runs get the same ones there, a stream for each
step, so that a model trained on them can be proven equal. What then still differs is excused only if the notebook,
run again with nothing pinned, differs there from itself. Showing an object may change it, too: a part of it is excused
if the notebook, run again without showing anything, has there what the pipeline has.
"""

from __future__ import annotations

import contextlib
import pickle
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from nb2pipe.errors import NotebookFailed
from nb2pipe.model.ids import RunId
from nb2pipe.model.manifest import Manifest
from nb2pipe.model.runs import RunRecord, RunState
from nb2pipe.model.verification import CapturePoint, VerificationReport
from nb2pipe.runs.describe import Description
from nb2pipe.runs.engine import RunRequest
from nb2pipe.runs.inline import InlineEngine
from nb2pipe.runs.jupyter import asked_kernel, read_document
from nb2pipe.runs.kernel import NotebookRequest, run_notebook
from nb2pipe.runs.messages import capture_path
from nb2pipe.runs.sandbox import sandbox
from nb2pipe.runs.verdict import (
    NotebookValues,
    PipelineValues,
    are_undecided,
    make_report,
    may_be_changed_by_display,
    suspects,
)
from nb2pipe.scratch import scratch_folder

#: How often the notebook is run again, to see whether it differs from itself.
_MOST_REPEATS = 4


@dataclass(frozen=True, slots=True)
class VerificationRequest:
    """What is to be proven equal."""

    notebook: Path
    package: Path
    manifest: Manifest
    #: The notebook's folder, or another that relative paths start from.
    root: Path
    captures: tuple[CapturePoint, ...]
    #: Parameters for both, other than the defaults.
    overrides: Mapping[str, object] = field(default_factory=dict)
    #: The interpreter for the pipeline: that of the notebook's kernel.
    python: str = sys.executable
    hash_seed: int = 0
    #: Libraries (`numpy`, `python`) whose global generators the notebook never seeds.
    pins: tuple[str, ...] = ()
    #: Seconds that a cell or a step may take; None for as long as it likes.
    timeout: float | None = None


def verify(
    request: VerificationRequest, *, now: Callable[[], datetime], progress: Callable[[str], None] = lambda _: None
) -> VerificationReport:
    """Run both and compare; run the notebook again if something differs, to see whether it differs from itself.

    Raises NotebookFailed, with cell and line, if the notebook does not run.
    """
    with sandbox(request.root) as place:
        progress("running the notebook")
        notebook = run_notebook(_notebook_request(request, place.reset(), pins=request.pins), now=now)
        pins = tuple(library for library in request.pins if library not in notebook.seeded)
        if notebook.seeded:  # in a module of its own, say: what is seeded must stay as it is
            notebook = run_notebook(_notebook_request(request, place.reset(), pins=pins), now=now)
        progress("running the pipeline")
        record, pipeline = _run_pipeline(request, place.reset(), now, pins=pins)
        again: list[NotebookValues] = []
        wants_more = suspects(request.captures, notebook.captures, pipeline)
        while wants_more:
            progress("running the notebook again")
            again.append(run_notebook(_notebook_request(request, place.reset(), pins=()), now=now).captures)
            wants_more = len(again) < _MOST_REPEATS and are_undecided(
                request.captures, notebook.captures, again, pipeline
            )
        unshown: NotebookValues = {}
        if may_be_changed_by_display(request.captures, notebook.captures, again, pipeline):
            progress("running the notebook without showing anything")
            silent = replace(_notebook_request(request, place.reset(), pins=pins), shows=False)
            with contextlib.suppress(NotebookFailed):  # it may use what it has shown
                unshown = run_notebook(silent, now=now).captures
        return make_report(
            request.captures,
            notebook=notebook.captures,
            again=again,
            unshown=unshown,
            pipeline=pipeline,
            notebook_seconds=notebook.seconds,
            pipeline_seconds=record.seconds,
            is_isolated=place.is_copy,
            pinned=notebook.drawn,
            notes=_kernel_notes(request.notebook, notebook.kernel),
        )


def _kernel_notes(notebook: Path, used: str) -> tuple[str, ...]:
    asked = asked_kernel(read_document(notebook))
    if asked in ("", used):
        return ()
    return (f"the notebook asks for the kernel {asked!r}, which is not installed here: {used!r} ran it",)


def _notebook_request(request: VerificationRequest, root: Path, *, pins: tuple[str, ...]) -> NotebookRequest:
    captures: dict[int, tuple[str, ...]] = {}
    for point in request.captures:
        captures[point.after_cell] = tuple(dict.fromkeys((*captures.get(point.after_cell, ()), point.name)))
    return NotebookRequest(
        notebook=request.notebook,
        root=root,
        package=request.manifest.name,
        captures=captures,
        overrides=request.overrides,
        hash_seed=request.hash_seed,
        pins=pins,
        timeout=request.timeout,
        steps={cell: step.name for step in request.manifest.steps for cell in step.cells},
    )


def _run_pipeline(
    request: VerificationRequest, root: Path, now: Callable[[], datetime], *, pins: tuple[str, ...]
) -> tuple[RunRecord, PipelineValues]:
    names: dict[str, tuple[str, ...]] = {}
    for point in request.captures:
        names[point.step] = tuple(dict.fromkeys((*names.get(point.step, ()), point.name)))
    with scratch_folder() as folder:
        run = RunRequest(
            id=RunId("verify"),
            manifest=request.manifest,
            package=request.package,
            root=root,
            folder=folder / "run",
            overrides=request.overrides,
            python=request.python,
            hash_seed=request.hash_seed,
            captures=names,
            pins=pins,
            timeout=request.timeout,
            ends_background=True,
        )
        record = InlineEngine().run(run, now=now)
        if record.state is RunState.CANCELLED:
            raise KeyboardInterrupt
        values = {name: _read(capture_path(run, name)) for name in names}
    return record, PipelineValues(record.steps, values)


def _read(path: Path) -> Mapping[str, Description]:
    if not path.exists():
        return {}
    found: Mapping[str, Description] = pickle.loads(path.read_bytes())  # noqa: S301  our own file
    return found
