"""Many notebooks -> the result of one function for each, in their order, with all cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
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
        yield from _in_processes(check, paths, died, _context(preload), workers)


def _useful_workers(paths: Sequence[str]) -> int:
    size = sum(os.path.getsize(path) for path in paths if os.path.isfile(path))
    if len(paths) < _FEW_NOTEBOOKS and size < _FEW_BYTES:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(
    check: Callable[[str], Result],
    paths: Sequence[str],
    died: Callable[[str], Result],
    context: BaseContext,
    workers: int,
) -> Iterator[Result]:
    others = set(multiprocessing.active_children())
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_live_with_parent)
    done = 0
    try:
        # `map` would cancel what is left when it ends early, and its executor stumbles over that.
        for future in [executor.submit(check, path) for path in paths]:
            yield future.result()
            done += 1
        executor.shutdown()
    except BrokenProcessPool:
        executor.shutdown(wait=False)
        if len(paths) == 1:
            yield died(paths[0])
        else:
            # One of the rest is at fault; on its own it harms no other.
            for path in paths[done:]:
                yield from _in_processes(check, [path], died, context, 1)
    except BaseException:
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
        executor.shutdown()
        raise


def _context(preload: Sequence[str]) -> BaseContext:
    """Workers come from a process without threads that has imported what they need."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*preload])
    return context


def _live_with_parent() -> None:
    """An interrupt is the parent's business; without a parent there is nothing left to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
