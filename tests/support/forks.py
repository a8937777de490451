"""A process that has imported the scientific libraries once and forks for every job: a fresh state in milliseconds.

`python -m tests.support.forks` reads jobs from its standard input and writes results to its standard output, pickled.
"""

from __future__ import annotations

import importlib
import io
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Self

from tests.support.jobs import Ran

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST = 60
_WARM = (
    "numpy", "pandas", "scipy.stats", "sklearn.datasets", "sklearn.ensemble", "sklearn.linear_model",
    "sklearn.model_selection", "sklearn.pipeline", "sklearn.preprocessing", "IPython.core.interactiveshell",
    "matplotlib.pyplot", "tests.support.jobs",
)  # fmt: skip
_ENVIRONMENT = {"MPLBACKEND": "Agg", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}


class ForkServer:
    """The client's side: runs one job at a time."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        environment = {**os.environ, **_ENVIRONMENT, "IPYTHONDIR": str(self._home), "PYTHONPATH": str(_ROOT)}
        environment.pop("PYTHONWARNINGS", None)
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=_ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.communicate(b"")

    def run(self, job: Callable[..., Ran], *arguments: object, folder: Path) -> Ran:
        """Call a function of this package in a fresh process that is in that folder; an error is in the result."""
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        pickle.dump((job, arguments, str(folder)), self._process.stdin)
        self._process.stdin.flush()
        ran: Ran = pickle.load(self._process.stdout)  # noqa: S301  our own process
        return ran


def _serve(jobs: BinaryIO, results: BinaryIO) -> None:
    for name in _WARM:
        importlib.import_module(name)
    while True:
        try:
            job, arguments, folder = pickle.load(jobs)  # noqa: S301  our own process
        except EOFError:
            return
        pickle.dump(_forked(job, arguments, folder), results)
        results.flush()


def _forked(job: Callable[..., Ran], arguments: tuple[Any, ...], folder: str) -> Ran:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _work(job, arguments, folder, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    if not data:
        return Ran({}, "Died", f"the process ended without a result, or ran longer than {_LONGEST} s")
    ran: Ran = pickle.load(io.BytesIO(data))  # noqa: S301  our own process
    return ran


def _work(job: Callable[..., Ran], arguments: tuple[Any, ...], folder: str, writer: int) -> None:
    """Run the job and leave the process, whatever the job does; its threads are not waited for."""
    try:
        os.chdir(folder)
        quiet = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(quiet, standard)
        signal.alarm(_LONGEST)
        try:
            ran = job(*arguments)
        except BaseException as error:  # noqa: BLE001  the job's own code, which may raise anything
            ran = Ran({}, type(error).__name__, str(error))
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(pickle.dumps(ran))
    finally:
        os._exit(0)


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
