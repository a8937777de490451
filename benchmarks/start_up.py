"""`nb2pipe check` on a notebook of 50 cells as a whole process, against a process that imports libcst."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import document, generated
from benchmarks.timing import verdict

#: Seconds of processor time beyond `import libcst`.
LIMIT = 0.25
ROUNDS = 9
CELLS = 50


def main(rounds: int = ROUNDS) -> int:
    """Measure, print, and give the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "notebook.ipynb")
        path.write_text(json.dumps(document(generated(CELLS))), encoding="utf-8")
        check = [sys.executable, "-m", "nb2pipe", "check", "--fail-on", "error", str(path)]
        bare = [sys.executable, "-c", "import libcst"]
        _spent(check), _spent(bare)
        extra = [_spent(check) - _spent(bare) for _ in range(rounds)]
    return 0 if verdict("check of 50 cells beyond `import libcst`", statistics.median(extra), LIMIT, unit=" s") else 1


def _spent(command: list[str]) -> float:
    """User and system seconds of the finished process."""
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    sys.exit(main())
