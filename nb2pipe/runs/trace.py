"""A notebook and its package, run on the notebook's data and on samples of it -> Observations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nb2pipe.errors import RunError
from nb2pipe.model.ids import StepName, VarName
from nb2pipe.model.observations import MOST_SAMPLE_BYTES, ColumnSchema, ValueSchema, is_measured_time
from nb2pipe.model.verification import CapturePoint
from nb2pipe.runs.environment import step_environment
from nb2pipe.runs.family import family
from nb2pipe.runs.kernel import NotebookRequest, NotebookRun, run_notebook
from nb2pipe.runs.samples import Samples, leading, spread, take_samples, write_samples
from nb2pipe.runs.sandbox import sandbox
from nb2pipe.scratch import scratch_folder

#: What is tried in turn until the notebook runs on the samples.
_CHOICES = (spread(1000), leading(1000), spread(4000), leading(4000))

Seen = Mapping[tuple[StepName, VarName], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class TraceRequest:
    """A notebook that is to be run and looked at."""

    notebook: Path
    root: Path
    package: str
    #: Outputs of steps, and the cells after which the notebook has them.
    outputs: tuple[CapturePoint, ...]
    #: Source of the module that summarizes values.
    summaries: str
    #: Files that the code names, relative to the root; those that it opens are found when it does.
    named_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What the notebook showed on its own data, and on the samples if it runs on them."""

    whole: Seen
    sampled: Seen
    samples: Samples | None


def trace_notebook(
    request: TraceRequest, *, now: Callable[[], datetime], progress: Callable[[str], None] = lambda _: None
) -> Trace:
    """Run the notebook in a copy of its folder, and once more on samples where its files are too large for git.

    Raises RunError, with cell and line, for a notebook that does not run.
    """
    with sandbox(request.root) as place:
        progress("running the notebook")
        run = _run(request, place.reset(), now)
        whole = _by_step(request, run)
        paths = [*run.opened, *request.named_files]
        for choose in _CHOICES:
            samples = take_samples(paths, root=place.original, limit=MOST_SAMPLE_BYTES, choose=choose)
            if samples is None or not samples.reduced:
                return Trace(whole, whole, samples)
            progress("running the notebook on samples")
            found = _run_on(samples, request, now)
            if found is not None:
                return Trace(whole, found, samples)
        return Trace(whole, whole, None)


def _run_on(samples: Samples, request: TraceRequest, now: Callable[[], datetime]) -> Seen | None:
    with scratch_folder(ignore_cleanup_errors=True) as folder:
        try:
            return _by_step(request, _run(request, write_samples(samples, folder.resolve()), now))
        except RunError:
            return None


def _run(request: TraceRequest, root: Path, now: Callable[[], datetime]) -> NotebookRun:
    observed: dict[int, tuple[str, ...]] = {}
    for point in request.outputs:
        observed[point.after_cell] = tuple(dict.fromkeys((*observed.get(point.after_cell, ()), point.name)))
    return run_notebook(
        NotebookRequest(request.notebook, root, request.package, observed=observed, summaries=request.summaries),
        now=now,
    )


def _by_step(request: TraceRequest, run: NotebookRun) -> Seen:
    seen = {(point.step, point.name): run.observed.get((point.after_cell, point.name)) for point in request.outputs}
    return {(StepName(step), VarName(name)): value for (step, name), value in seen.items() if value is not None}


def record_results(package: Path, *, python: str = sys.executable) -> dict[str, Any] | str:
    """Run `tests/record.py` of a package; the document that it wrote, or the last lines of what went wrong."""
    try:
        with family(os.environ) as members:
            done = subprocess.run(
                [python, str(package / "tests" / "record.py")],
                cwd=package,
                env=step_environment(members.environment, package=package, root=package, hash_seed=0),
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
    except OSError as error:
        raise RunError(f"can't start {python}: {error.strerror}") from error
    if done.returncode:
        return (done.stderr or done.stdout).strip().rpartition("\n")[2][:300]
    document: dict[str, Any] = json.loads((package / "tests" / "data" / "golden.json").read_text(encoding="utf-8"))
    return document


def schemas_of(seen: Iterable[Seen]) -> dict[tuple[StepName, VarName], ValueSchema]:
    """What all runs have shown together."""
    found: dict[tuple[StepName, VarName], ValueSchema] = {}
    for run in seen:
        for key, observed in run.items():
            schema = _schema(observed["profile"])
            joined = found[key].joined(schema) if key in found else schema
            found[key] = joined or ValueSchema("object")
    return found


def _schema(profile: Mapping[str, Any]) -> ValueSchema:
    columns = profile.get("columns") or ([profile["column"]] if profile.get("column") else None)
    return ValueSchema(
        kind=profile["kind"],
        annotation=profile["annotation"],
        trailing=tuple(profile.get("trailing", ())),
        columns=None if columns is None else tuple(_column(column) for column in columns),
    )


def _column(column: Mapping[str, Any]) -> ColumnSchema:
    if is_measured_time(column["name"]):
        # There is no range to hold on to.
        return ColumnSchema(column["name"], column["dtype"], column["nullable"])
    categories = column.get("categories")
    return ColumnSchema(
        name=column["name"],
        dtype=column["dtype"],
        nullable=column["nullable"],
        minimum=column.get("minimum"),
        maximum=column.get("maximum"),
        categories=None if categories is None else tuple(categories),
    )
