from __future__ import annotations

from pathlib import Path

import pytest

from nb2pipe import service
from nb2pipe.model.verification import Status, VerificationReport
from tests.conftest import WriteNotebook

CLASS = """\
class Counter:
    n = 0
    def bump(self):
        Counter.n += 1

def remember(x, seen=[]):
    seen.append(x)
    return len(seen)"""


def statuses(report: VerificationReport) -> dict[str, Status]:
    return {check.name: check.status for step in report.steps for check in step.variables}


@pytest.fixture
def notebook(write_notebook: WriteNotebook) -> Path:
    return write_notebook(
        CLASS,
        ("import math\nCounter.n += 1\nx = remember(1)\nmath.half = 0.5", ["step:data"]),
        ("Counter().bump()\ny = x + remember(2)", ["step:train"]),
    )


def test_state_of_classes_functions_and_libraries_is_compared(notebook: Path) -> None:
    report = service.verify(str(notebook))
    assert report.equivalent, report
    assert {"Counter", "remember", "math.half", "x", "y"} <= statuses(report).keys()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("n = 0", "n = 7", "Counter.n: 2 != 9"),
        ("    x = remember(1)", "    x = remember(1)\n    remember.seen = 3", "remember.seen: only in the pipeline"),
        ("math.half = 0.5", "math.half = 0.25", "math.half: 0.5 != 0.25"),
        ("    return len(seen)", "    return 0 + len(seen)", ""),
        ("    x = remember(1)", "    x = remember(1)\n    remember(3)\n    remember.__defaults__[0].pop()", ""),
    ],
)
def test_state_that_no_variable_shows_makes_a_difference(
    notebook: Path, tmp_path: Path, old: str, new: str, place: str
) -> None:
    service.export(str(notebook), directory=str(tmp_path / "out"))
    (module,) = (path for path in tmp_path.glob("out/src/**/*.py") if old in path.read_text())
    module.write_text(module.read_text().replace(old, new))
    report = service.verify(str(notebook), package=str(tmp_path / "out"))
    details = [check.detail for step in report.steps for check in step.variables if check.detail]
    assert report.equivalent is not bool(place)
    assert details == ([place] if place else [])


def test_a_change_that_no_code_shows_is_seen_where_the_step_ends(write_notebook: WriteNotebook) -> None:
    step = ["step:data"]
    notebook = write_notebook(
        ("import gc\nclass Box(list): pass\nb = Box([1])", step),
        ("w = next(each for each in gc.get_objects() if type(each) is Box)", step),
        ("w.append(2)", step),
    )
    report = service.verify(str(notebook))
    assert report.equivalent, report
    assert [check.cell for check in report.steps[0].variables if check.name == "b"] == [0]


def test_what_is_thrown_away_is_not_compared_with_the_last_result_shown(write_notebook: WriteNotebook) -> None:
    path = write_notebook(
        ("model = [1]", ["step:data"]),
        "model",  # IPython goes on with its own `_` only where it is the same object
        ("_ = model", ["step:train"]),
        ("scores = {'a': 1}", ["step:train"]),
        ("scores", ["step:report"]),
        ("best = max(scores)", ["step:train"]),
    )
    report = service.verify(str(path))
    assert report.equivalent, report


def test_a_throw_away_name_that_a_later_step_reads_is_compared(write_notebook: WriteNotebook) -> None:
    path = write_notebook(("_ = 3", ["step:data"]), ("y = _ + 1", ["step:train"]))
    assert "_" in statuses(service.verify(str(path)))


def test_what_a_magic_captures_and_nobody_reads_is_not_compared(write_notebook: WriteNotebook) -> None:
    path = write_notebook(
        ("x = 1", ["step:data"]), ("%%capture said\nprint(x)\ny = x", ["step:train"]), ("z = y", ["step:serve"])
    )
    report = service.verify(str(path))
    assert report.equivalent, report
    assert statuses(report).keys() == {"x", "y", "z"}


def test_variable_that_a_report_deletes_is_compared_before(write_notebook: WriteNotebook) -> None:
    path = write_notebook(
        ("rows = [1, 2]\nrows.append(3)\ntotal = sum(rows)", ["step:data"]),
        ("print(total)\ndel rows", ["step:report"]),
        ("doubled = total * 2", ["step:data"]),
    )
    report = service.verify(str(path))
    assert report.equivalent, report
    assert {"rows", "total", "doubled"} <= statuses(report).keys()


WRITER = """\
import contextlib, gzip, os, pickle, sqlite3, zipfile
import matplotlib.pyplot as plt
import pandas as pd
rows = [1.5, 2.5]
log = open("log.txt", "w")
log.write("begun\\n")
with open("rows.csv", "w") as file:
    file.write(f"a,{rows[0]}\\n")
with open("rows.pkl", "wb") as file:
    pickle.dump(rows, file)
plt.figure(figsize=(1, 1), dpi=40)
pd.Series(rows).plot(color="red")
plt.savefig("rows.png")
with contextlib.closing(sqlite3.connect("rows.db")) as base, base:
    base.execute("create table rows (n)")
    base.executemany("insert into rows values (?)", [(row,) for row in rows])
with gzip.open("rows.csv.gz", "wt") as file:
    file.write(str(rows))
with zipfile.ZipFile("rows.zip", "w") as archive:
    archive.writestr("rows.txt", str(rows))
with open("raw.bin", "wb") as file:
    file.write(bytes([0, 255]))
with open("scratch.txt", "w") as file:
    file.write("x")
os.remove("scratch.txt")"""


@pytest.fixture
def writer(write_notebook: WriteNotebook) -> Path:
    report = "with open('report.txt', 'w') as file:\n    file.write(str(total))"
    return write_notebook((WRITER, ["step:data"]), ("total = sum(rows)", ["step:train"]), (report, ["step:report"]))


def test_files_that_steps_write_are_compared(writer: Path) -> None:
    report = service.verify(str(writer))
    assert report.equivalent, report
    files = {name for name in statuses(report) if name.startswith("file:")}
    assert files == {
        "file:log.txt",
        "file:rows.csv",
        "file:rows.pkl",
        "file:rows.png",
        "file:rows.db",
        "file:rows.csv.gz",
        "file:rows.zip",
        "file:raw.bin",
    }


@pytest.mark.parametrize(
    ("old", "new", "status", "detail"),
    [
        ("begun", "Begun", Status.DIFFERENT, "file:log.txt[0]: 'begun' != 'Begun'"),
        ("a,{rows[0]}", "a,{rows[1]}", Status.DIFFERENT, "file:rows.csv[0][1]: 1.5 != 2.5"),
        ("dump(rows,", "dump(rows[:1],", Status.DIFFERENT, "file:rows.pkl: 2 items != 1 items"),
        ('"red"', '"blue"', Status.DIFFERENT, "file:rows.png["),
        ("values (?)", "values (? + 1)", Status.DIFFERENT, "file:rows.db[2]: "),
        (
            '"rows.csv.gz", "wt") as file:\n        file.write(str(rows',
            '"rows.csv.gz", "wt") as file:\n        file.write(str(9',
            Status.DIFFERENT,
            "file:rows.csv.gz[0]",
        ),
        ('"rows.txt", str(rows', '"rows.txt", str(9', Status.DIFFERENT, "file:rows.zip[0]"),
        ('"raw.bin"', '"other.bin"', Status.MISSING, "file:raw.bin: only in the notebook"),
    ],
)
def test_a_file_that_says_something_else_makes_a_difference(
    writer: Path, tmp_path: Path, old: str, new: str, status: Status, detail: str
) -> None:
    service.export(str(writer), directory=str(tmp_path / "out"))
    (module,) = tmp_path.glob("out/src/**/steps/data.py")
    module.write_text(module.read_text().replace(old, new))
    report = service.verify(str(writer), package=str(tmp_path / "out"))
    checks = [each for step in report.steps for each in step.variables if each.name.startswith("file:")]
    (check,) = (each for each in checks if each.status is not Status.EQUAL)
    assert check.status is status
    assert check.detail.startswith(detail)
    assert not report.equivalent
