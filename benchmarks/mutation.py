"""Mutate the code of emitted packages and count how many mutants their own tests notice.

    python benchmarks/mutation.py --mutants 40 example_notebooks/penguins_classification.ipynb …

Each notebook is exported with `--trace`; cosmic-ray says what can be mutated in `src/` and how, a seeded sample of that
is taken, and for each mutant the package's tests run in a fork of a process that has the libraries loaded already.
The test of the run notebook, which starts a kernel, is left out: it checks the same steps again.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator, operator_names

from nb2pipe import service

#: A mutant that takes so many times as long as the tests without one is counted as killed: it never ends.
_PATIENCE = 6
# What notices most comes first; and nobody reads why an assertion failed.
_OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "--ignore=tests/test_run_notebook.py"]
_TESTS = ["tests/test_golden.py", "tests"]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file."""

    path: Path
    operator: str
    occurrence: int
    line: int


def main() -> None:
    """Print a line for each notebook, and each mutant that survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--mutants", type=int, default=40, help="how many for each notebook")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=15, help="the most that a notebook may take")
    options = parser.parse_args()
    for notebook in options.notebooks:
        with tempfile.TemporaryDirectory(prefix="mutation-") as scratch:
            package = _export(notebook, Path(scratch))
            outcomes = _examine(package, options.mutants, options.seed, options.minutes * 60)
        _report(notebook.stem, outcomes)


def _export(notebook: Path, scratch: Path) -> Path:
    folder = scratch / "notebooks"
    shutil.copytree(notebook.parent, folder)
    package = scratch / "package"
    service.export(str(folder / notebook.name), directory=str(package), trace=True)
    return package


def _examine(package: Path, number: int, seed: int, seconds: float) -> list[tuple[Mutant, str, str]]:
    _load_libraries(package)
    started = time.monotonic()
    if _run_tests(package, patience=seconds) != 0:
        raise SystemExit(f"the tests of {package} fail without any mutation")
    usual = time.monotonic() - started
    mutants = sorted(_mutants(package), key=str)
    chosen = random.Random(seed).sample(mutants, min(number, len(mutants)))  # noqa: S311  no secret
    outcomes = []
    for mutant in chosen:
        if time.monotonic() - started > seconds:
            break
        with use_mutation(mutant.path, get_operator(mutant.operator)(), mutant.occurrence):
            changed = mutant.path.read_text(encoding="utf-8").splitlines()[mutant.line - 1]
            status = _run_tests(package, patience=_PATIENCE * usual + 10)
        outcomes.append((mutant, "survived" if status == 0 else "killed", changed.strip()))
    return outcomes


def _mutants(package: Path) -> Iterator[Mutant]:
    for path in sorted((package / "src").rglob("*.py")):
        # A table of what was seen: that somebody makes it laxer is no fault, and no test says so.
        if path.name == "contracts.py":
            continue
        ignored = _spans_that_only_describe(path)
        tree = get_ast_from_path(path)
        for name in operator_names():
            operator = get_operator(name)
            if operator.arguments():
                continue
            positions = [start for node in ast_nodes(tree) for start, _ in operator().mutation_positions(node)]
            for occurrence, place in enumerate(positions):
                if not any(start <= place < end for start, end in ignored):
                    yield Mutant(path, name, occurrence, place[0])


def _spans_that_only_describe(path: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where annotations stand, which nothing evaluates, and what stands below `if TYPE_CHECKING`."""
    found: list[ast.expr | ast.stmt] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
            found.append(node.returns)
        elif isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation is not None:
            found.append(node.annotation)
        elif isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            found.append(node)
    ends = [(node.end_lineno or node.lineno, node.end_col_offset or 0) for node in found]
    return [((node.lineno, node.col_offset), end) for node, end in zip(found, ends, strict=True)]


def _load_libraries(package: Path) -> None:
    """Import in this process what the package imports, so that forks need not."""
    os.environ["MPLBACKEND"] = "Agg"
    importlib.import_module("pytest")
    own = {path.name for path in (package / "src").iterdir()}
    for path in (package / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            for name in names:
                if name.partition(".")[0] not in own:
                    with contextlib.suppress(ImportError):
                        importlib.import_module(name)


def _run_tests(package: Path, *, patience: float) -> int:
    """The exit status of pytest in a fork; -1 if it was ended for taking too long."""
    child = os.fork()
    if child == 0:
        _be_the_tests(package)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -1


def _be_the_tests(package: Path) -> None:
    import pytest

    sys.dont_write_bytecode = True
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.chdir(package)
    try:
        status = int(pytest.main([*_OPTIONS, *_TESTS]))
    except BaseException:  # noqa: BLE001  a mutant may raise anything
        status = 1
    os._exit(status)


def _report(name: str, outcomes: Sequence[tuple[Mutant, str, str]]) -> None:
    counts = Counter(outcome for _, outcome, _ in outcomes)
    share = counts["killed"] / max(1, len(outcomes))
    print(json.dumps({"notebook": name, "mutants": len(outcomes), **counts, "share": round(share, 3)}))
    for mutant, outcome, changed in outcomes:
        if outcome == "survived":
            operator = mutant.operator.rpartition("/")[2]
            print(f"  survived  {mutant.path.name}:{mutant.line}  {operator}  {changed}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
