from __future__ import annotations

import pytest

from nb2pipe.model.verification import CapturePoint, Status
from nb2pipe.runs.verify import VerificationRequest, verify


@pytest.fixture
def check(clock):
    """Verify a run's package against a notebook; points are `step.name@cell`."""

    def verify_points(notebook, run, *points):
        captures = tuple(
            CapturePoint(*point.partition("@")[0].split("."), int(point.partition("@")[2])) for point in points
        )
        request = VerificationRequest(notebook, run.package, run.manifest, run.root, captures)
        return verify(request, now=clock)

    return verify_points


def statuses(report):
    return {f"{step.step}.{check.name}": check.status for step in report.steps for check in step.variables}


def test_faithful_package_is_equivalent(check, tiny_notebook, tiny_run):
    names = (
        "data.rows@2",
        "data.alias@2",
        "train.rows@4",
        "train.model@4",
        "train.half@4",
        "train.score@4",
        "train.Model@4",
    )
    report = check(tiny_notebook, tiny_run, *names)
    assert report.equivalent, report
    assert statuses(report) == dict.fromkeys((name.partition("@")[0] for name in names), Status.EQUAL)
    assert report.relative_tolerance == 1e-9
    assert report.isolated
    assert report.notebook_seconds > 0
    assert report.pipeline_seconds > 0


def test_wrong_missing_and_restless_values_are_told_apart(check, write_notebook, make_run, make_step):
    notebook = write_notebook(
        "import csv, os\nright = 1.5\nwrong = {'a': [1, 2.0]}\ngone = 3\ngen = csv.reader([])\n"
        "noise = os.urandom(8)\nmixed = {'id': os.urandom(8), 'n': 1}\n",
    )
    run = make_run(
        "import csv, os\n\ndef data():\n    right = 1.5\n    wrong = {'a': [1, 2.5]}\n    gen = csv.reader([])\n"
        "    noise = os.urandom(8)\n    mixed = {'id': os.urandom(8), 'n': 2}\n    return right\n",
        make_step("data", outputs=("right",)),
    )
    report = check(notebook, run, *(f"data.{name}@0" for name in ("right", "wrong", "gone", "gen", "noise", "mixed")))
    assert not report.equivalent
    assert statuses(report) == {
        "data.right": Status.EQUAL,
        "data.wrong": Status.DIFFERENT,
        "data.gone": Status.MISSING,
        "data.gen": Status.UNCOMPARABLE,
        "data.noise": Status.NONDETERMINISTIC,
        "data.mixed": Status.DIFFERENT,
    }
    details = {check.name: check.detail for check in report.steps[0].variables}
    assert details["wrong"] == "wrong['a'][1]: 2.0 != 2.5"
    assert details["mixed"] == "mixed['n']: 1 != 2"


def test_chance_is_shown_rather_than_a_time_that_was_measured(check, write_notebook, make_run, make_step):
    line = "found = {'fit_time': time.perf_counter(), 'noise': os.urandom(8)}"
    notebook = write_notebook(f"import os, time\n{line}")
    run = make_run(
        f"import os, time\n\ndef data():\n    {line}\n    return found\n", make_step("data", outputs=("found",))
    )
    (found,) = check(notebook, run, "data.found@0").steps[0].variables
    assert found.status is Status.NONDETERMINISTIC
    assert found.detail.startswith("found['noise']: ")


def test_what_only_a_display_changes_in_an_object_is_no_fault(check, write_notebook, make_run, make_step):
    made = "class Report:\n    n = 0\n    def __repr__(self):\n        self.n += 1\n        return 'report'\n"
    notebook = write_notebook(made + "shown, wrong = Report(), Report()\nwrong.n = 5\nshown", "wrong", "n = shown.n")
    body = "    shown, wrong = Report(), Report()\n    wrong.n = 7\n    n = shown.n\n    return n\n"
    run = make_run(made + "def data():\n" + body, make_step("data", outputs=("n",)))
    report = check(notebook, run, "data.shown@1", "data.wrong@1", "data.n@2")
    assert statuses(report) == {
        "data.shown": Status.NONDETERMINISTIC,
        "data.wrong": Status.DIFFERENT,
        "data.n": Status.DIFFERENT,
    }
    assert report.steps[0].variables[0].detail.endswith("; only because the notebook has shown it")


def test_failing_pipeline_is_a_report(check, write_notebook, make_run, make_step):
    notebook = write_notebook("a = 1", "b = 2")
    run = make_run(
        "def one():\n    a = 1\n    return undefined\n\ndef two():\n    return 2\n",
        make_step("one", outputs=("a",)),
        make_step("two", outputs=("b",)),
    )
    report = check(notebook, run, "one.a@0", "two.b@1")
    assert not report.equivalent
    assert statuses(report) == {"one.a": Status.DIFFERENT, "two.b": Status.MISSING}
    assert "NameError" in report.steps[0].variables[0].detail


def test_both_start_from_the_same_files_and_leave_no_traces(check, write_notebook, make_run, make_step, root):
    (root / "count.txt").write_text("1")
    body = "n = int(open('count.txt').read())\n{0}f = open('count.txt', 'w')\n{0}f.write(str(n + 1))\n{0}f.close()\n"
    notebook = write_notebook(body.format("") + "import os\nplace = os.getcwd()\n")
    run = make_run(
        "import os\n\ndef data():\n    " + body.format("    ") + "    place = os.getcwd()\n    return n\n",
        make_step("data", outputs=("n",)),
    )
    before = sorted(path.name for path in root.iterdir())
    report = check(notebook, run, "data.n@0", "data.place@0")
    assert report.equivalent, report
    assert (root / "count.txt").read_text() == "1"
    assert sorted(path.name for path in root.iterdir() if path.name != "__pycache__") == before
