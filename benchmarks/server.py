"""Time the server's share of a keystroke: `python -m benchmarks.server [--cells 200] [--edits 60]`.

Starts a real Jupyter server, opens a notebook of that many cells, changes one cell after the other as somebody who
types would, and prints the median and the 95th percentile of the time from request to findings.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.timing import verdict

#: Milliseconds from request to findings.
LIMIT = 150
_TOKEN = "benchmark"  # noqa: S105  # of a server that lives for a minute, on this machine only
_BLOCK = (
    "import numpy as np\nimport pandas as pd",
    "df_{n} = pd.DataFrame({{'a': np.arange(100), 'b': np.arange(100) * {n}}})",
    "df_{n}['c'] = df_{n}['a'] / (df_{n}['b'] + 1)\ndf_{n} = df_{n}.dropna()",
    "def scale_{n}(frame, by={n}):\n    result = frame.copy()\n    result['c'] *= by\n    return result",
    "train_{n} = scale_{n}(df_{n}.iloc[:80])\ntest_{n} = scale_{n}(df_{n}.iloc[80:])",
    "means = {{}}\nfor column in train_{n}.columns:\n    means[column] = train_{n}[column].mean()",
    "print(means)\ntrain_{n}.describe()",
    "score_{n} = float(((test_{n}['c'] - means['c']) ** 2).mean())",
)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=200)
    parser.add_argument("--edits", type=int, default=60)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder)) as (port, server):
        cells = make_cells(arguments.cells)
        first, _ = time_check(port, cells, version=0)
        times = []
        worked = processor_seconds(server)
        for edit in range(arguments.edits):
            cell = cells[(edit * 37) % len(cells)]
            cell["source"] += f"\nkey_{edit} = {edit}"
            seconds, kinds = time_check(port, cells, version=edit + 1)
            assert kinds == "checked", kinds  # noqa: S101  # a benchmark of errors is none
            times.append(seconds * 1000)
        worked = processor_seconds(server) - worked
    times.sort()
    report = {
        "cells": arguments.cells,
        "first_ms": round(first * 1000),
        "median_ms": round(statistics.median(times)),
        "p95_ms": round(times[int(len(times) * 0.95)]),
        # What a check costs, whatever else the machine was doing.
        "processor_ms": round(worked * 1000 / arguments.edits),
    }
    print(json.dumps(report))
    return 0 if verdict("a check while somebody types, 95th percentile", report["p95_ms"], LIMIT, unit=" ms") else 1


def make_cells(count: int) -> list[dict[str, object]]:
    """A notebook of that many cells that depend on each other the way cells do."""
    sources = [_BLOCK[index % len(_BLOCK)].format(n=index // len(_BLOCK)) for index in range(count)]
    return [{"id": f"c{index}", "type": "code", "source": source} for index, source in enumerate(sources)]


def time_check(port: int, cells: list[dict[str, object]], *, version: int) -> tuple[float, str]:
    """Seconds that one check takes, and the kind of its answer."""
    notebook = {"path": "benchmark.ipynb", "cells": cells}
    body = json.dumps({"notebook": notebook, "client": "benchmark", "version": version})
    began = time.perf_counter()
    answer = ask(port, "POST", "/nb2pipe/api/check", body)
    return time.perf_counter() - began, answer.get("kind", str(answer))


def processor_seconds(server: psutil.Process) -> float:
    """What the server and its analysts have worked so far."""
    times = [process.cpu_times() for process in (server, *server.children(recursive=True))]
    return float(sum(each.user + each.system for each in times))


def ask(port: int, verb: str, path: str, body: str | None = None) -> dict[str, str]:
    """Send a request and decode the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    with contextlib.closing(connection):
        connection.request(verb, path, body, {"Authorization": f"token {_TOKEN}", "Content-Type": "application/json"})
        answer: dict[str, str] = json.loads(connection.getresponse().read())
    return answer


@contextlib.contextmanager
def running_server(folder: Path) -> Iterator[tuple[int, psutil.Process]]:
    """A Jupyter server in the folder, with no settings but ours; yields its port and its process."""
    runtime = folder / "runtime"
    environment = {**os.environ, "JUPYTER_RUNTIME_DIR": str(runtime), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    options = ["--no-browser", "--allow-root", "--ServerApp.port=0", f"--IdentityProvider.token={_TOKEN}"]
    options += [f"--ServerApp.root_dir={folder}", '--ServerApp.jpserver_extensions={"nb2pipe": True}']
    command = [sys.executable, "-m", "jupyter_server", *options]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield find_port(runtime / f"jpserver-{process.pid}.json", process), psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def find_port(file: Path, process: subprocess.Popen[bytes]) -> int:
    """The port that the server has written down."""
    for _ in range(300):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError, ValueError):
            port: int = json.loads(file.read_text())["port"]
            ask(port, "GET", "/api/status")
            return port
        time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    sys.exit(main())
