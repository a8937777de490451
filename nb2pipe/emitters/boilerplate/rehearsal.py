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
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from process_state import changes, generators, options
from summaries import seed, summarize, timeless
from written import stamps, written

from PACKAGE import __version__

NOTEBOOK = "NOTEBOOK_NAME"
#: Steps read files, which stand in the notebook's folder.
READS_FILES = "READS_FILES"
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
    #: What it left behind in the process.
    states: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Files that it wrote among the samples, and what is in them.
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    #: What all steps took together, as seen from outside.
    total: float = 0.0
    error: Exception | None = None


def golden() -> dict[str, Any]:
    """The results that came with the package or were recorded for this version; or nothing."""
    file = GOLDEN if GOLDEN.exists() else RECORDED
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found if file == GOLDEN or found.get("version") == __version__ else {}


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
        top = Path(folder).resolve()
        root = top / below
        if (DATA / "files").is_dir():
            shutil.copytree(DATA / "files", top, dirs_exist_ok=True)
        for path in (top, *top.rglob("*")):
            path.chmod(path.stat().st_mode | stat.S_IWUSR)  # what was copied may be read-only
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
    below = golden().get("root")
    with (
        data_folder() as folder,
        started_in(folder),
        contextlib.redirect_stdout(io.StringIO()) as printed,
    ):
        from PACKAGE import pipeline

        # What is not a copy may be large, and others may write it.
        top = None if below is None else [folder, *folder.parents][len(Path(below).parts)]
        files = stamps(top)

        def on_step(step: Any, outputs: dict[str, Any], seconds: float) -> None:
            nonlocal files
            earlier, files = files, stamps(top)
            found.files[step.name] = written(top, earlier, files)
            found.outputs[step.name] = outputs
            found.summaries[step.name] = {name: summarize(value) for name, value in outputs.items()}
            found.printed[step.name] = timeless(printed.getvalue())
            found.states[step.name] = {"options": changes(before, options()), "random": generators()}
            found.seconds[step.name] = seconds
            printed.seek(0)
            printed.truncate()

        seed()
        before = options()
        start = time.perf_counter()
        try:
            pipeline.run(on_step=on_step)
        except Exception as error:  # noqa: BLE001  # the test tells
            found.error = error
        found.total = time.perf_counter() - start
    return found


def rehearse_elsewhere(seed: int) -> dict[str, Any]:
    """What a run in another process gave, where the seed orders sets: summaries, output, states."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        result = Path(folder) / "again.json"
        script = Path(__file__).with_name("record.py")
        command = [sys.executable, str(script), "--again", str(result)]
        done = subprocess.run(
            command,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"the pipeline cannot be run in a process of its own: {done.stderr[-1000:]}")
        found: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
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

import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


def hurry_clocks() -> None:
    """Make it another month, and each look at a clock a minute later.

    Neither when a step runs nor how long it takes is a result.
    """
    looks = itertools.count(30 * 24 * 60)
    for name in ("time", "perf_counter", "process_time"):
        setattr(time, name, hurried(getattr(time, name), looks))


def hurried(clock: Callable[[], float], looks: Iterator[int]) -> Callable[[], float]:
    """A clock that is ahead, by more each time."""
    return lambda: clock() + 60.7 * next(looks)


if sys.argv[1:2] == ["--again"]:
    hurry_clocks()  # before any library takes a clock of its own

os.environ.setdefault("MPLBACKEND", "Agg")
sys.path.append(str(Path(__file__).resolve().parent.parent / "src"))

from answers import answers
from rehearsal import GOLDEN, RECORDED, Rehearsal, golden, rehearse, rehearse_elsewhere
from rows import features_served, row_wise
from summaries import differences, differing_lines, steady

from PACKAGE import __version__


def main() -> None:
    """Record a run of the pipeline; after `--again`, only write what the run gave to that file."""
    first = rehearse()
    if first.error is not None:
        raise first.error
    if sys.argv[1:2] == ["--again"]:
        found = {"summaries": first.summaries, "printed": first.printed, "states": first.states}
        found |= {"files": first.files, "answers": answers(first.outputs)}
        Path(sys.argv[2]).write_text(json.dumps(found), encoding="utf-8")
    else:
        write(document(first))


def document(first: Rehearsal) -> dict[str, Any]:
    """What is to be recorded; what differs in other processes is recorded as varying."""
    base = golden() if GOLDEN.exists() else {"version": __version__}
    others = [rehearse_elsewhere(1)]
    if any(each["varying"] for each in record(first, others).values()):
        # What varies may be the same twice by chance.
        others += [rehearse_elsewhere(seed) for seed in (2, 3)]
    rows = {"row_wise": row_wise(first.outputs), "served": features_served(first.outputs)}
    answered = answers(first.outputs)
    for other in others:
        again = {each["call"]: each for each in other["answers"]}
        answered = [steady(each, again[each["call"]]) for each in answered if each["call"] in again]
    return {**base, "steps": record(first, others), **rows, "answers": answered}


def write(recorded: dict[str, Any]) -> None:
    """Store the document beside the tests."""
    path = GOLDEN if GOLDEN.exists() else RECORDED
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\\n", encoding="utf-8")


def record(first: Rehearsal, others: list[dict[str, Any]]) -> dict[str, Any]:
    """The steps' part of the document."""
    steps = {}
    for step, summaries in first.summaries.items():
        outputs, state, files = summaries, first.states[step], first.files[step]
        for other in others:
            outputs = {name: steady(outputs[name], other["summaries"][step][name]) for name in outputs}
            state = steady(state, other["states"][step])
            files = steady(files, other["files"][step])
        same_text = not any(differing_lines(first.printed[step], other["printed"][step]) for other in others)
        steps[step] = {
            "outputs": outputs,
            "varying": [name for name in outputs if outputs[name] != summaries[name]],
            "printed": first.printed[step] if same_text else None,
            "state": state,
            "files": files,
        }
    return steps


if __name__ == "__main__":
    main()
'''
