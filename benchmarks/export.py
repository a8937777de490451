"""Compare `export` with `check`: `python benchmarks/export.py [NOTEBOOK] [--rounds 5]`.

Both run on the same notebook in processes of their own, one after the other, and the least processor time of each
counts. Formatting is timed apart: an export may take three checks and the formatting. Exits with 1 if it takes more.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

_EXAMPLE = Path(__file__).resolve().parent.parent / "example_notebooks" / "seattle_weather_large.ipynb"
_LIMIT = 3.0
#: Seconds that this process and those that it started have kept the processor busy.
_SPENT = "import os, sys; t = os.times(); print(t.user + t.system + t.children_user + t.children_system)"
_CHECK = "from nb2pipe.cli import main; main(['check', sys.argv[1], '--format', 'json'])"
_EXPORT = "from nb2pipe.cli import main; main(['export', sys.argv[1], '--out', sys.argv[2]])"
_FORMAT = """
from pathlib import Path
from nb2pipe.model.files import FileTree
from nb2pipe.workspace.formatting import format_tree
folder = Path(sys.argv[2])
files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob('*') if path.is_file()}
"""


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebook", nargs="?", default=str(_EXAMPLE))
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    times: dict[str, list[float]] = {"check": [], "export": [], "load": [], "format": []}
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(arguments.rounds + 1):
            package = f"{scratch}/{number}"
            found = {
                "check": _time(_CHECK, arguments.notebook, package),
                "export": _time(_EXPORT, arguments.notebook, package),
                "load": _time(_FORMAT, arguments.notebook, package),
                "format": _time(f"{_FORMAT}format_tree(FileTree(files))", arguments.notebook, package),
            }
            # The first round fills caches: of bytecode, and of the hashes in the lock.
            if number:
                for name, seconds in found.items():
                    times[name].append(seconds)
    best = {name: min(seconds) for name, seconds in times.items()}
    formatting = max(best["format"] - best["load"], 0.0)
    ratio = (best["export"] - formatting) / best["check"]
    cells = len(json.loads(Path(arguments.notebook).read_bytes())["cells"])
    report = {
        "cells": cells,
        "check_ms": round(best["check"] * 1000),
        "export_ms": round(best["export"] * 1000),
        "formatting_ms": round(formatting * 1000),
        "ratio": round(ratio, 2),
        "limit": _LIMIT,
    }
    print(json.dumps(report))
    return int(ratio > _LIMIT)


def _time(code: str, notebook: str, package: str) -> float:
    command = [sys.executable, "-c", f"import sys\n{code}\n{_SPENT}", notebook, package]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


if __name__ == "__main__":
    sys.exit(main())
