"""`nb2pipe check` on a notebook of 50 cells as a whole process, against a process that imports libcst.

Both with compiled bytecode, as a package has that was installed; where none is kept (`PYTHONDONTWRITEBYTECODE`), every
process compiles all that it imports, and that is what would be measured.
"""

from __future__ import annotations

import json
import os
import resource
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
        environment = _with_bytecode(Path(folder, "bytecode"))
        check = [sys.executable, "-m", "nb2pipe", "check", "--fail-on", "error", str(path)]
        bare = [sys.executable, "-c", "import libcst"]
        _spent(check, environment), _spent(bare, environment)
        extra = [_spent(check, environment) - _spent(bare, environment) for _ in range(rounds)]
    return 0 if verdict("check of 50 cells beyond `import libcst`", statistics.median(extra), LIMIT, unit=" s") else 1


def _with_bytecode(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder)}


def _spent(command: list[str], environment: dict[str, str]) -> float:
    """User and system seconds of the finished process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
