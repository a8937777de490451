"""Descriptions from the notebook, from the notebook again and from the pipeline -> the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nb2pipe.model.observations import is_measured_time
from nb2pipe.model.runs import RunState, StepRecord
from nb2pipe.model.verification import NOT_COMPUTED, CapturePoint, Status, StepCheck, VariableCheck, VerificationReport
from nb2pipe.runs.compare import RELATIVE_TOLERANCE, Difference, differences, opaque_part
from nb2pipe.runs.describe import Description

#: By index of the cell and name.
NotebookValues = Mapping[tuple[int, str], Description]


#: Keys and positions in a path, which may be of any text.
_KEYS = re.compile(r"\[[^\]]*\]")

#: None: what a step returns under a name that only a branch binds which did not run.
_NEVER_BOUND: Description = (("leaf", "NoneType", None, ()),)


@dataclass(frozen=True, slots=True)
class PipelineValues:
    """What became of the pipeline's steps, and what their variables were."""

    steps: tuple[StepRecord, ...]
    #: By step and name.
    values: Mapping[str, Mapping[str, Description]]


def suspects(points: Sequence[CapturePoint], notebook: NotebookValues, pipeline: PipelineValues) -> bool:
    """Whether a variable differs that may differ from one run of the notebook to the next."""
    return any(
        found is not None and value is not None and any(_differences(point, found, value))
        for point in points
        for found, value in [(notebook.get((point.after_cell, point.name)), _pipeline_value(pipeline, point))]
    )


def are_undecided(
    points: Sequence[CapturePoint],
    notebook: NotebookValues,
    again: Sequence[NotebookValues],
    pipeline: PipelineValues,
) -> bool:
    """Whether another run of the notebook may tell chance from a fault.

    That is so where the notebook is known to differ from itself, but not in all parts in which the pipeline differs:
    a score of few possible values is the same twice by chance.
    """
    is_restless = is_unexplained = False
    for point in points:
        key = (point.after_cell, point.name)
        found, value = notebook.get(key), _pipeline_value(pipeline, point)
        if found is None or value is None:
            continue
        restless = _restless_parts(point, found, [other.get(key) for other in again])
        is_restless = is_restless or bool(restless)
        parts = (item.part for item in _differences(point, found, value))
        is_unexplained = is_unexplained or any(part not in restless for part in parts)
    return is_restless and is_unexplained


def may_be_changed_by_display(
    points: Sequence[CapturePoint],
    notebook: NotebookValues,
    again: Sequence[NotebookValues],
    pipeline: PipelineValues,
) -> bool:
    """Whether a part of an object differs, for which nothing else is an excuse."""
    for point in points:
        key = (point.after_cell, point.name)
        found, value = notebook.get(key), _pipeline_value(pipeline, point)
        if found is None or value is None:
            continue
        parts = {item.part for item in _differences(point, found, value) if _is_inside_object(point.name, item)}
        if parts and not parts <= _restless_parts(point, found, [other.get(key) for other in again]):
            return True
    return False


def make_report(
    points: Sequence[CapturePoint],
    *,
    notebook: NotebookValues,
    again: Sequence[NotebookValues],
    unshown: NotebookValues,
    pipeline: PipelineValues,
    notebook_seconds: float,
    pipeline_seconds: float,
    is_isolated: bool,
    pinned: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> VerificationReport:
    """Check each variable at the end of its step.

    `again` holds the further runs of the notebook, if any was needed, `unshown` the one in which it showed nothing.
    """
    checks = tuple(
        StepCheck(record.name, tuple(_check_step(record, points, notebook, again, unshown, pipeline)))
        for record in pipeline.steps
    )
    checks += tuple(_steps_that_are_gone(points, pipeline))
    bad = (Status.DIFFERENT, Status.MISSING)
    return VerificationReport(
        equivalent=not any(variable.status in bad for check in checks for variable in check.variables),
        steps=checks,
        notebook_seconds=notebook_seconds,
        pipeline_seconds=pipeline_seconds,
        relative_tolerance=RELATIVE_TOLERANCE,
        isolated=is_isolated,
        pinned=pinned,
        notes=notes,
    )


def _steps_that_are_gone(points: Sequence[CapturePoint], pipeline: PipelineValues) -> Iterator[StepCheck]:
    """The notebook's steps that somebody has taken out of the package."""
    run = {record.name for record in pipeline.steps}
    for step in dict.fromkeys(point.step for point in points if point.step not in run):
        reason = f"{NOT_COMPUTED}the package has no step {step!r}"
        wanted = [point for point in points if point.step == step and not point.is_optional]
        found = [VariableCheck(point.name, Status.MISSING, reason, _cell(point)) for point in wanted]
        yield StepCheck(step, tuple(found) or (VariableCheck("(step)", Status.MISSING, reason),))


def _check_step(
    record: StepRecord,
    points: Sequence[CapturePoint],
    notebook: NotebookValues,
    again: Sequence[NotebookValues],
    unshown: NotebookValues,
    pipeline: PipelineValues,
) -> list[VariableCheck]:
    own = [point for point in points if point.step == record.name]
    if record.state is RunState.SKIPPED:
        failed = next((step.name for step in pipeline.steps if step.state is not RunState.SUCCEEDED), "")
        reason = f"{NOT_COMPUTED}step {failed!r} failed"
        return [VariableCheck(point.name, Status.MISSING, reason, _cell(point)) for point in own]
    if record.state is not RunState.SUCCEEDED:
        reason = f"the step failed: {record.error}"
        # A step without variables to compare still has failed.
        found = [VariableCheck(point.name, Status.DIFFERENT, reason, _cell(point)) for point in own]
        return found or [VariableCheck("(step)", Status.DIFFERENT, reason)]
    checks = []
    for point in own:
        key = (point.after_cell, point.name)
        others = [other.get(key) for other in again]
        value = _pipeline_value(pipeline, point)
        if point.is_optional and (value is None or key not in notebook):
            continue
        check = _check_variable(point, notebook.get(key), others, unshown.get(key), value)
        checks += [replace(check, cell=_cell(point))] if check is not None else []
    return checks


def _check_variable(
    point: CapturePoint,
    notebook: Description | None,
    again: Sequence[Description | None],
    unshown: Description | None,
    pipeline: Description | None,
) -> VariableCheck | None:
    """The verdict on one variable; None if there is no such variable on either side."""
    name = point.name
    if notebook is None:
        return (
            None
            if pipeline in (None, _NEVER_BOUND)
            else VariableCheck(name, Status.DIFFERENT, f"{name}: only in the pipeline")
        )
    if pipeline is None:
        return VariableCheck(name, Status.MISSING, f"{name}: only in the notebook")
    found = list(_differences(point, notebook, pipeline))
    if not found:
        reason = opaque_part(notebook)
        return VariableCheck(name, Status.EQUAL if reason is None else Status.UNCOMPARABLE, reason or "")
    # Parts in which the notebook differs from itself prove nothing; all others must be equal.
    restless = _restless_parts(point, notebook, again)
    unexcused = [difference for difference in found if difference.part not in restless]
    if not unexcused:
        shown = next((difference for difference in found if not is_measured_time(difference.path)), found[0])
        return VariableCheck(name, Status.NONDETERMINISTIC, f"{shown}; two runs of the notebook differ there, too")
    # So do parts of objects that only the display in the notebook has changed.
    kept = {item.part for item in _differences(point, unshown, pipeline)} if unshown is not None else None
    fault = next((x for x in unexcused if kept is None or x.part in kept or not _is_inside_object(name, x)), None)
    if fault is not None:
        return VariableCheck(name, Status.DIFFERENT, str(fault))
    return VariableCheck(name, Status.NONDETERMINISTIC, f"{unexcused[0]}; only because the notebook has shown it")


def _restless_parts(point: CapturePoint, notebook: Description, again: Sequence[Description | None]) -> frozenset[str]:
    """The parts of a variable that are not the same in all runs of the notebook."""
    return frozenset(item.part for other in again if other is not None for item in _differences(point, notebook, other))


def _differences(point: CapturePoint, left: Description, right: Description) -> Iterator[Difference]:
    return differences(left, right, name=point.name, with_code=not point.is_state)


def _is_inside_object(name: str, difference: Difference) -> bool:
    """Whether an attribute of an object differs, or something below one."""
    return "." in _KEYS.sub("", difference.path.removeprefix(name))


def _cell(point: CapturePoint) -> int:
    return point.after_cell if point.changed_in is None else point.changed_in


def _pipeline_value(pipeline: PipelineValues, point: CapturePoint) -> Description | None:
    return pipeline.values.get(point.step, {}).get(point.name)
