"""Code of users that is about to run -> a mark for its processes, by which all of them are found and ended.

A kernel or a step can start processes that leave its group and its session, and forget them. What they cannot lose is
the environment that they were started with: it bears the mark. A guard, a process of its own that a pipe ties to this
one, ends those that bear it when we are done, or when we are gone, whatever ended us.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from nb2pipe.errors import RunError
from nb2pipe.runs.guard import RELEASE, VARIABLE

_GUARD = Path(__file__).with_name("guard.py")


@dataclass(frozen=True, slots=True)
class Family:
    """Processes that are still to be started."""

    #: The variables that they must be started with.
    environment: Mapping[str, str]
    _guard: subprocess.Popen[bytes]

    def release(self) -> None:
        """Let those that are still there in the end go on."""
        with contextlib.suppress(OSError):
            _pipe(self._guard).write(RELEASE)


@contextlib.contextmanager
def family(base: Mapping[str, str]) -> Iterator[Family]:
    """Processes that get the variables of `base`, and a mark; unless they are released, none of them is left behind."""
    mark = secrets.token_hex(8)
    guard = _start_guard(mark)
    try:
        # Within a family of others, say a notebook that calls nb2pipe, both marks hold.
        yield Family({**base, VARIABLE: f"{base.get(VARIABLE, '')} {mark}".strip()}, guard)
    finally:
        with contextlib.suppress(OSError):
            _pipe(guard).close()
        guard.wait()


def _start_guard(mark: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", str(_GUARD), mark]
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Ctrl-C, and what else ends our group, is none of its business.
            start_new_session=True,
            # A folder that it stands in could not be removed on Windows.
            cwd=os.path.dirname(_GUARD),
        )
    except OSError as error:
        raise RunError(f"can't start {sys.executable}: {error.strerror}") from error


def _pipe(guard: subprocess.Popen[bytes]) -> IO[bytes]:
    assert guard.stdin is not None  # noqa: S101  for mypy: it is a pipe
    return guard.stdin
