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

from summaries import seed, summarize, timeless

from PACKAGE import __version__

NOTEBOOK = "NOTEBOOK_NAME"
DATA = Path(__file__).resolve().parent / "data"
#: Results that came with the package, and those that the first run of the tests records.
GOLDEN, RECORDED = DATA / "golden.json", DATA / "recorded.json"


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
    """The results that came with the package or were recorded for this version; or nothing."""
    if GOLDEN.exists():
        return json.loads(GOLDEN.read_text(encoding="utf-8"))
    found = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    return found if found.get("version") == __version__ else {}


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
            found.printed[step.name] = timeless(printed.getvalue())
            found.seconds[step.name] = seconds
            printed.seek(0)
            printed.truncate()

        seed()
        start = time.perf_counter()
        try:
            pipeline.run(on_step=on_step)
        except Exception as error:  # noqa: BLE001  # the test tells
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

from rehearsal import GOLDEN, RECORDED, Rehearsal, golden, rehearse
from rows import features_served, row_wise
from summaries import differences, differing_lines, steady

from PACKAGE import __version__


def main() -> None:
    """Record a run of the pipeline."""
    first = rehearse()
    if first.error is not None:
        raise first.error
    write(document(first))


def document(first: Rehearsal) -> dict[str, Any]:
    """What is to be recorded; what differs in a second run is recorded as varying."""
    base = golden() if GOLDEN.exists() else {"version": __version__}
    return {**base, **record(first, rehearse())}


def write(recorded: dict[str, Any]) -> None:
    """Store the document beside the tests."""
    path = GOLDEN if GOLDEN.exists() else RECORDED
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\\n", encoding="utf-8")


def record(first: Rehearsal, second: Rehearsal) -> dict[str, Any]:
    """The document of `golden.json`, but for the folder of the samples."""
    steps = {}
    for step, summaries in first.summaries.items():
        again = second.summaries[step]
        outputs = {name: steady(summary, again[name]) for name, summary in summaries.items()}
        varying = [name for name in outputs if differences(summaries[name], again[name])]
        same_text = not differing_lines(first.printed[step], second.printed[step])
        steps[step] = {"outputs": outputs, "varying": varying, "printed": first.printed[step] if same_text else None}
    return {"steps": steps, "row_wise": row_wise(first.outputs), "served": features_served(first.outputs)}


if __name__ == "__main__":
    main()
'''
