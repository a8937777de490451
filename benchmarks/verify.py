"""Compare `verify` with what it runs: `python benchmarks/verify.py [NOTEBOOK] [--rounds 3]`.

Runs the notebook alone (nbclient, a kernel of its own), then the package alone (`nb2pipe run`, each step in a process
of its own), then `nb2pipe verify`, and compares the least processor time of each, which a busy machine distorts less
than the clock. Exits with 1 if a proof takes more than 1.3 times the two runs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_EXAMPLE = Path(__file__).resolve().parent.parent / "example_notebooks" / "penguins_classification.ipynb"
_LIMIT = 1.3
_NOTEBOOK = """
import sys
import nbformat
from nbclient import NotebookClient
document = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(document, resources={"metadata": {"path": sys.argv[2]}}).execute()
"""


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebook", nargs="?", default=str(_EXAMPLE))
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    notebook = Path(arguments.notebook)
    nb2pipe = [sys.executable, "-m", "nb2pipe"]
    times: dict[str, list[float]] = {"notebook": [], "pipeline": [], "verify": []}
    with tempfile.TemporaryDirectory() as scratch:
        package = f"{scratch}/package"
        _time([*nb2pipe, "export", str(notebook), "--out", package])
        for number in range(arguments.rounds):
            out, root = f"{scratch}/run-{number}", str(notebook.parent)
            times["notebook"].append(_time([sys.executable, "-c", _NOTEBOOK, str(notebook), root]))
            times["pipeline"].append(_time([*nb2pipe, "run", package, "--root", root, "--out", out]))
            times["verify"].append(_time([*nb2pipe, "verify", str(notebook)]))
    best = {name: min(seconds) for name, seconds in times.items()}
    ratio = best["verify"] / (best["notebook"] + best["pipeline"])
    report = {
        **{f"{name}_s": round(seconds, 2) for name, seconds in best.items()},
        "ratio": round(ratio, 2),
        "limit": _LIMIT,
    }
    print(json.dumps(report))
    return int(ratio > _LIMIT)


def _time(command: Sequence[str]) -> float:
    """Seconds that the command and all that it started have kept a processor busy."""
    before = os.times()
    subprocess.run(command, capture_output=True, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    sys.exit(main())
