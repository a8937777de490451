"""Two runs -> their parameters, metrics and times side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping

from nb2pipe.server.wire.jobs import CompareAnswer, Compared, Job

#: (step, name) -> value.
_Values = Mapping[tuple[str, str], object]


def compare_jobs(left: Job, right: Job) -> CompareAnswer:
    """What differs and what does not."""
    return CompareAnswer(
        parameters=_side_by_side(_parameters(left), _parameters(right)),
        metrics=_side_by_side(_metrics(left), _metrics(right)),
        seconds=_side_by_side(_seconds(left), _seconds(right)),
    )


def _parameters(job: Job) -> _Values:
    return {("", name): value for name, value in job.parameters.items()}


def _metrics(job: Job) -> _Values:
    return {(step.name, name): value for step in job.steps for name, value in step.metrics.items()}


def _seconds(job: Job) -> _Values:
    return {(step.name, "seconds"): step.seconds for step in job.steps if step.seconds is not None}


def _side_by_side(left: _Values, right: _Values) -> list[Compared]:
    return [_compare(key, left.get(key), right.get(key)) for key in dict.fromkeys([*left, *right])]


def _compare(key: tuple[str, str], left: object, right: object) -> Compared:
    step, name = key
    difference = right - left if _is_number(left) and _is_number(right) else None  # type: ignore[operator]  # just asked
    return Compared(step=step, name=name, left=left, right=right, equal=left == right, difference=difference)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
