"""A planned notebook, run once -> the same plan with types, schemas, samples and results to test against."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nb2pipe.scratch import scratch_folder

if TYPE_CHECKING:
    from datetime import datetime

    from nb2pipe.model.analysis import Analysis
    from nb2pipe.model.observations import Observations
    from nb2pipe.model.plan import PipelinePlan
    from nb2pipe.runs.trace import Trace


def observe(
    plan: PipelinePlan,
    analysis: Analysis,
    *,
    notebook: Path,
    root: Path,
    python: str,
    progress: Callable[[str], None],
    now: Callable[[], datetime],
) -> PipelinePlan:
    """Run the notebook and then its package on what the notebook read, and return the plan with what was seen.

    Raises NotebookFailed, with cell and line, for a notebook that does not run.
    """
    from nb2pipe.emitters.boilerplate.summaries import SUMMARIES
    from nb2pipe.planning.traced import with_types
    from nb2pipe.runs.trace import TraceRequest, record_results, schemas_of, trace_notebook
    from nb2pipe.service.comparable import capture_points

    outputs = {(step.name, made.name) for step in plan.steps for made in step.outputs}
    points = tuple(p for p in capture_points(plan, analysis) if (p.step, p.name) in outputs)
    named = tuple(_files_of_others(analysis))
    request = TraceRequest(notebook, root.resolve(), plan.name, points, SUMMARIES, named)
    trace = trace_notebook(request, now=now, progress=progress)
    schemas = schemas_of((trace.whole, trace.sampled))
    typed = with_types(plan, {key: schema.annotation for key, schema in schemas.items()})
    observed = _observations(trace, schemas)
    progress("running the package on samples")
    with _draft(replace(typed, observed=observed)) as folder:
        recorded = record_results(folder, python=python)
    return replace(typed, observed=_with_results(observed, recorded, trace))


@contextlib.contextmanager
def _draft(plan: PipelinePlan) -> Iterator[Path]:
    """A folder with the package as far as it takes to run it: not formatted, and locked to nothing."""
    from nb2pipe.emitters import emit_package
    from nb2pipe.workspace.trees import write_tree

    with scratch_folder() as scratch:
        folder = scratch / plan.name
        write_tree(emit_package(plan, version="0", lock=""), str(folder))
        yield folder


def _files_of_others(analysis: Analysis) -> Iterator[str]:
    """Files that the code names and reads, but those that cells above have written: one may be left of another run."""
    made: set[str] = set()
    for facts in analysis.cells:
        yield from (path for path in facts.reads_files if _is_relative(path) and path not in made)
        made.update(facts.writes_files)


def _is_relative(path: str) -> bool:
    return not path.startswith(("/", "~")) and "://" not in path and ":\\" not in path


def _observations(trace: Trace, schemas: Mapping[Any, Any]) -> Observations:
    from nb2pipe.model.observations import GOLDEN_VERSION, MOST_SAMPLE_BYTES, Observations

    if trace.samples is None:
        limit = f"{MOST_SAMPLE_BYTES / 1_000_000:g} MB"
        note = (
            f"the data is larger than {limit} and the notebook does not run on a part of it: the tests need its folder"
        )
        return Observations(schemas=schemas, notes=(note,))
    notes = [f"{path}: the tests have some of its lines" for path in trace.samples.reduced]
    return Observations(
        schemas=schemas,
        samples=trace.samples.files,
        root=trace.samples.root,
        golden={"schema_version": GOLDEN_VERSION, "root": trace.samples.root},
        reduced=trace.samples.reduced,
        notes=tuple(notes),
    )


def _with_results(observed: Observations, recorded: Mapping[str, Any] | str, trace: Trace) -> Observations:
    """The package's results, and the notebook's own in place of them where the two agree."""
    if isinstance(recorded, str):
        note = f"the package does not run on the samples, so the tests need the notebook's data: {recorded}"
        return replace(observed, samples={}, root=None, golden={}, notes=(*observed.notes, note))
    if observed.root is None:
        return observed
    from nb2pipe.service.agreement import merge_results

    found = merge_results(recorded, trace.sampled)
    schemas = {
        key: schema.without_values() if key in found.unstable else schema for key, schema in observed.schemas.items()
    }
    return replace(observed, schemas=schemas, golden=found.golden, notes=(*observed.notes, *found.notes))
