"""Many notebooks -> the result of one function for each, in their order, with all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Result = TypeVar("Result")

#: Below these, starting processes takes longer than it saves.
_FEW_NOTEBOOKS = 12
_FEW_BYTES = 20_000_000


def map_notebooks(
    check: Callable[[str], Result],
    paths: Sequence[str],
    *,
    died: Callable[[str], Result],
    preload: Sequence[str] = (),
    jobs: int | None = None,
) -> Iterator[Result]:
    """Apply a function that can be pickled to each path; `died` makes the result for one whose process died.

    Processes are used for many notebooks, or as many as `jobs` says. They end with this one, however it ends.
    """
    workers = min(jobs or _useful_workers(paths), len(paths))
    if workers <= 1:
        yield from map(check, paths)
    else:
        from nb2pipe.service.processes import in_processes, new_context

        yield from in_processes(check, paths, died, new_context(preload), workers)


def _useful_workers(paths: Sequence[str]) -> int:
    size = sum(os.path.getsize(path) for path in paths if os.path.isfile(path))
    if len(paths) < _FEW_NOTEBOOKS and size < _FEW_BYTES:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
