"""`tests/rehearsal.py` and `tests/record.py`: the pipeline run on the captured samples, and what it gave recorded."""

from __future__ import annotations

REHEARSAL = '''"""A run of the pipeline on the samples, or on the notebook's data where there are none."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summaries import seed, summarize

NOTEBOOK = "NOTEBOOK_NAME"
DATA = Path(__file__).resolve().parent / "data"
GOLDEN = DATA / "golden.json"


@dataclass
class Rehearsal:
    """What every step gave, by step and name."""

    outputs: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Taken when the step had just ended.
    summaries: dict[str, dict[str, Any]] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    #: What all steps took together, as seen from outside.
    total: float = 0.0
    error: Exception | None = None


def golden() -> dict[str, Any]:
    """The results that were recorded; empty if there are none."""
    return json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}


def find_root() -> Path | None:
    """The folder of the notebook's data: $NB2PIPE_ROOT, or the nearest with the notebook."""
    if folder := os.environ.get("NB2PIPE_ROOT"):
        return Path(folder).resolve()
    here = [Path(__file__).resolve().parent, Path.cwd()]
    folders = [folder for start in here for folder in (start, *start.parents)]
    return next((folder for folder in folders if (folder / NOTEBOOK).is_file()), None)


@contextlib.contextmanager
def data_folder() -> Iterator[Path]:
    """A copy of the samples, for steps may write files; without samples the notebook's folder."""
    below = golden().get("root")
    if below is None:
        yield find_root() or Path.cwd()
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder).resolve() / below
        if (DATA / "files").is_dir():
            shutil.copytree(DATA / "files", Path(folder).resolve(), dirs_exist_ok=True)
        root.mkdir(parents=True, exist_ok=True)
        yield root


@contextlib.contextmanager
def started_in(folder: Path) -> Iterator[None]:
    """Run with this working directory, from which modules can be imported, as in a notebook."""
    before = Path.cwd()
    os.chdir(folder)
    sys.path.append(str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        os.chdir(before)


def rehearse() -> Rehearsal:
    """Run the pipeline with its default parameters, up to the first step that fails."""
    found = Rehearsal()
    with (
        data_folder() as folder,
        started_in(folder),
        contextlib.redirect_stdout(io.StringIO()) as printed,
    ):
        from PACKAGE import pipeline

        def on_step(step: Any, outputs: dict[str, Any], seconds: float) -> None:
            found.outputs[step.name] = outputs
            found.summaries[step.name] = {name: summarize(value) for name, value in outputs.items()}
            found.printed[step.name] = printed.getvalue()
            found.seconds[step.name] = seconds
            printed.seek(0)
            printed.truncate()

        seed()
        start = time.perf_counter()
        try:
            pipeline.run(on_step=on_step)
        except Exception as error:
            found.error = error
        found.total = time.perf_counter() - start
    return found


@dataclass
class Command:
    """What `python -m PACKAGE --out` left behind."""

    status: int
    #: What was pickled, by step and name.
    stored: dict[str, dict[str, Any]]
    results: dict[str, dict[str, Any]]
    printed: str
    errors: str


def run_command(out: Path) -> Command:
    """Run the pipeline by its command line, in this process."""
    printed, errors = io.StringIO(), io.StringIO()
    with data_folder() as folder, started_in(folder):
        from PACKAGE.__main__ import main
        from PACKAGE.pipeline import STEPS

        seed()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(errors):
            status = main(["--out", str(out)])
        stored: dict[str, dict[str, Any]] = {step.name: {} for step in STEPS}
        for step in stored:
            for file in (out / "artifacts" / step).glob("*.pkl"):
                stored[step] |= pickle.loads(file.read_bytes())
    results = json.loads((out / "results.json").read_text(encoding="utf-8")) if status == 0 else {}
    return Command(status, stored, results, printed.getvalue(), errors.getvalue())
'''

RECORD = '''"""`python tests/record.py` records the results anew, after a change that was meant."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("MPLBACKEND", "Agg")
sys.path.append(str(Path(__file__).resolve().parent.parent / "src"))

from rehearsal import GOLDEN, Rehearsal, golden, rehearse  # noqa: E402
from rows import row_wise  # noqa: E402
from summaries import differences, differing_lines, steady  # noqa: E402


def main() -> None:
    """Run the pipeline twice; what differs is recorded as varying."""
    first, second = rehearse(), rehearse()
    if first.error is not None:
        raise first.error
    document = {**golden(), **record(first, second)}
    GOLDEN.parent.mkdir(parents=True, exist_ok=True)
    GOLDEN.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\\n", encoding="utf-8")


def record(first: Rehearsal, second: Rehearsal) -> dict[str, Any]:
    """The document of `golden.json`, but for the folder of the samples."""
    steps = {}
    for step, summaries in first.summaries.items():
        again = second.summaries[step]
        outputs = {name: steady(summary, again[name]) for name, summary in summaries.items()}
        varying = [name for name in outputs if differences(summaries[name], again[name])]
        same_text = not differing_lines(first.printed[step], second.printed[step])
        steps[step] = {"outputs": outputs, "varying": varying, "printed": first.printed[step] if same_text else None}
    return {"steps": steps, "row_wise": row_wise(first.outputs)}


if __name__ == "__main__":
    main()
'''

ROWS = '''"""Steps called with single rows, as in production, and with all rows at once, as in training."""

from __future__ import annotations

import contextlib
import io
from typing import Any

from rehearsal import data_folder, started_in
from summaries import differences, seed, summarize

#: Kinds of steps that rows pass through one by one in production.
KINDS = ("feature", "serve")


def row_wise(results: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Which outputs of which steps are the same for a row alone as for that row among others."""
    from PACKAGE.pipeline import STEPS

    found = []
    for step in STEPS:
        kind = step.function.__module__.rpartition(".")[2]
        inputs = rows_taken(step, results) if kind in KINDS else []
        if not inputs:
            continue
        with contextlib.suppress(Exception):  # a step that cannot take one row
            compared = compare(step, results, inputs)
            agree = [name for name, different in compared.items() if not different]
            if compared:
                differ = sorted({*compared} - {*agree})
                found.append({"step": step.name, "kind": kind, "inputs": inputs, "agree": agree, "differ": differ})
    return found


def compare(step: Any, results: dict[str, dict[str, Any]], inputs: list[str]) -> dict[str, list[str]]:
    """Per output with a row for each row of the inputs: what differs if rows come one by one."""
    from PACKAGE.pipeline import run_step

    batch = results[step.name]
    first = results[step.inputs[inputs[0]]][inputs[0]]
    rows = len(first)
    outputs = [name for name, value in batch.items() if is_tabular(value) and len(value) == rows]
    found: dict[str, list[str]] = {name: [] for name in outputs}
    for i in sorted({0, rows // 2, rows - 1}):
        alone = {source: dict(values) for source, values in results.items()}
        for name in inputs:
            alone[step.inputs[name]][name] = row(results[step.inputs[name]][name], i)
        quiet = contextlib.redirect_stdout(io.StringIO())
        with data_folder() as folder, started_in(folder), quiet:
            from PACKAGE.parameters import Parameters

            seed()
            given = run_step(step, Parameters(), alone)
        label = first.index[i] if hasattr(first, "index") else None
        for name in outputs:
            among = row_of(batch[name], i, label)
            found[name] += differences(summarize(among), summarize(given[name]), f"row {i}")
    return found


def rows_taken(step: Any, results: dict[str, dict[str, Any]]) -> list[str]:
    """The inputs that hold rows: the first table or array, and those of the same length."""
    tables = {name: results[source][name] for name, source in step.inputs.items()}
    tables = {name: value for name, value in tables.items() if is_tabular(value) and len(value) > 2}
    frames = [name for name, value in tables.items() if getattr(value, "ndim", 0) == 2]
    return [name for name in tables if len(tables[name]) == len(tables[frames[0]])] if frames else []


def is_tabular(value: Any) -> bool:
    """Whether the value is a frame, a series or an array with rows."""
    return getattr(value, "ndim", 0) in (1, 2) and hasattr(value, "shape")


def row_of(value: Any, i: int, label: Any) -> Any:
    """The output's row for that row of the input: by its label, for it may be sorted."""
    if hasattr(value, "index") and label is not None and (value.index == label).sum() == 1:
        return value[value.index == label]
    return row(value, i)


def row(value: Any, i: int) -> Any:
    """That row, as a table of one row."""
    return value.iloc[i : i + 1] if hasattr(value, "iloc") else value[i : i + 1]
'''
