"""Work for many processes: results in order, and no process that outlives this one."""

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


def in_processes(
    check: Callable[[str], Result],
    paths: Sequence[str],
    died: Callable[[str], Result],
    context: BaseContext,
    workers: int,
) -> Iterator[Result]:
    """Apply the function to each path; `died` makes the result for a path on which its process died."""
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
                yield from in_processes(check, [path], died, context, 1)
    except BaseException:
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
        executor.shutdown()
        raise


def new_context(preload: Sequence[str]) -> BaseContext:
    """Workers come from a process without threads that has imported what they need."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["nb2pipe.service.interruptible", *preload])
    _start_server()
    return context


def _start_server() -> None:
    """Start the process from which workers come, deaf to interrupts until `interruptible` says otherwise."""
    from multiprocessing import forkserver, resource_tracker

    # It would lift the block that follows.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _live_with_parent() -> None:
    """An interrupt is the parent's business; without a parent there is nothing left to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
