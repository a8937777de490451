"""The emitted package for real: installed by path, run, tested, linted, its notebook executed."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = "print(f'{score:.3f} of {train_size}')"


@pytest.fixture
def a_plan(build):
    size = build.parameter("test_size = 0.25", "float", comment="# share held back")
    train_size = build.parameter("train_size = 1 - test_size", "Any", derived_from=["test_size"])
    path = build.parameter("path = 'numbers.csv'", "str")
    loud = build.parameter("loud = False", "bool")
    out = build.parameter("out = [1]", "list[int]")
    rate = build.parameter("rate = 1", "float")
    load = build.step(
        "load",
        "df = pd.read_csv(path)\nview = df.loc\nif loud:\n  print('rows', len(df))",
        inputs=[],
        parameters=[path, loud],
        imports="import pandas as pd",
        outputs=["df: pd.DataFrame", "view", "n: int"],
        artifacts=(("df", "view"), ("n",)),
        preamble=build.fragment("n = np.int64(3)").statements,
    )
    load = build.replace(load, imports=build.imported("import pandas as pd\nimport numpy as np"))
    feature = build.step(
        "square",
        "df['b'] = square(df.a)",
        kind="feature",
        inputs=["df: pd.DataFrame <- load"],
        copies=[("df", "copy")],
        outputs=["df: pd.DataFrame"],
        from_library=("square",),
        parameters=[out],
    )
    train = build.step(
        "fit",
        "model = Model(df.b.mean())\nscore = model.mean * test_size / train_size",
        "names = ['a']\nundefined = float('nan')",
        kind="train",
        inputs=["df: pd.DataFrame <- square"],
        parameters=[size, train_size],
        outputs=["model: Model", "score: float", "names", "undefined: float"],
        from_library=("Model",),
    )
    from nb2pipe.model.plan import TwinCell

    return build.plan(
        load,
        feature,
        train,
        parameters=[size, train_size, path, loud, out, rate],
        library=(
            build.definition("def square(x):\n    return x ** 2"),
            build.definition("class Model:\n    def __init__(self, mean):\n        self.mean = mean"),
        ),
        requirements=("pandas", "numpy"),
        twin=(*(TwinCell("step", step=step.name) for step in (load, feature, train)), TwinCell("report", REPORT)),
    )


@pytest.fixture
def package(a_plan, write, tmp_path):
    (tmp_path / "numbers.csv").write_text("a\n1\n2\n3\n")
    (tmp_path / "churn.ipynb").write_text("{}")
    return write(a_plan)


def start(package, *arguments, cwd=None, **environment):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd or package.parent,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(package / "src"), "PATH": os.environ["PATH"], **environment},
    )


def test_run_writes_artifacts_and_results(package, tmp_path):
    done = start(package, "-m", "churn", "--out", "runs/1", "--loud")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("rows 3\n")
    assert "score = " in done.stdout
    files = sorted(path.relative_to(tmp_path / "runs/1").as_posix() for path in (tmp_path / "runs/1").rglob("*.*"))
    assert files == [
        "artifacts/fit/model.pkl",
        "artifacts/fit/names.pkl",
        "artifacts/fit/score.pkl",
        "artifacts/fit/undefined.pkl",
        "artifacts/load/df+view.pkl",
        "artifacts/load/n.pkl",
        "artifacts/square/df.pkl",
        "results.json",
    ]
    group = pickle.loads((tmp_path / "runs/1/artifacts/load/df+view.pkl").read_bytes())  # noqa: S301  # our own file
    assert group["view"].obj is group["df"]
    results = json.loads((tmp_path / "runs/1/results.json").read_text())
    assert results == {"load": {"n": 3}, "square": {}, "fit": {"score": pytest.approx(14 / 9), "undefined": "nan"}}
    assert "replaces" not in done.stderr
    again = start(package, "-m", "churn", "--out", "runs/1", "--loud")
    assert "churn: replaces the results of an earlier run in runs/1" in again.stderr
    assert start(package, "-m", "churn", "--out", "runs/1", "--path", "missing.csv").returncode == 1
    assert not list((tmp_path / "runs/1").rglob("*.*")), "results of another run would be taken for those of this one"


def test_flags_win_over_the_environment(package, tmp_path):
    arguments = ("-m", "churn", "--out", "r", "--test-size", "0.5", "--parameter-out", "[2]", "--no-loud")
    done = start(package, *arguments, CHURN_TEST_SIZE="0.9", CHURN_TRAIN_SIZE="0.5", CHURN_LOUD="yes")
    assert done.returncode == 0, done.stderr
    assert not done.stdout.startswith("rows")
    assert json.loads((tmp_path / "r/results.json").read_text())["fit"]["score"] == pytest.approx(14 / 3)


def test_parameters_that_differ_in_case_are_told_apart(build, write, tmp_path):
    few, many = build.parameter("n = 1", "int"), build.parameter("N = 2", "int")
    step = build.step("load", "both = f'{n} {N}'", inputs=[], parameters=[many, few], outputs=["both: str"])
    package = write(build.plan(step, parameters=[many, few]))
    results = [
        start(package, "-m", "churn", "--n", "5"),
        start(package, "-m", "churn", "--N=6", CHURN_n="7"),
        start(package, "-m", "churn", CHURN_N="8"),
    ]
    assert [re.findall("both = '(.*)'", done.stdout) for done in results] == [["5 2"], ["7 6"], ["1 8"]]


def test_results_of_classes_that_answer_to_any_name_are_no_numbers(build, write, tmp_path):
    odd = build.definition("class Odd(dict):\n    __getattr__ = dict.__getitem__")
    step = build.step("load", "odd, n = Odd(a=1), 2", inputs=[], outputs=["odd", "n: int"], from_library=("Odd",))
    package = write(build.plan(step, library=(odd,)))
    done = start(package, "-m", "churn", "--out", "o", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "o/results.json").read_text()) == {"load": {"n": 2}}


def test_steps_are_listed(package):
    done = start(package, "-m", "churn", "--list")
    assert done.stdout.splitlines()[1] == "square: df (from load), --parameter-out -> df"


@pytest.mark.parametrize(
    ("arguments", "message"), [(["--test-size", "x"], "expected float"), (["--nope"], "no option")]
)
def test_senseless_arguments_exit_with_2(package, arguments, message):
    done = start(package, "-m", "churn", *arguments)
    assert done.returncode == 2
    assert message in done.stderr


def test_failing_step_exits_with_1_and_a_short_traceback(package):
    done = start(package, "-m", "churn", "--path", "absent.csv")
    assert done.returncode == 1
    assert "No such file or directory: 'absent.csv'" in done.stderr
    assert done.stderr.rstrip().endswith("the step 'load' failed")
    assert len(done.stderr.splitlines()) < 20


def test_tests_of_the_package_pass(package):
    done = start(package, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", cwd=package)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout


def test_tests_of_a_package_without_steps_pass(build, write):
    package = write(build.plan())
    done = start(package, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_command_line.py", cwd=package)
    assert done.returncode == 0, done.stdout


def test_tests_of_the_package_notice_a_step_that_is_no_longer_reproducible(package):
    pytest_options = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_golden.py", "tests/test_steps.py")
    assert start(package, *pytest_options, cwd=package).returncode == 0
    module = package / "src/churn/steps/train.py"
    module.write_text(module.read_text().replace("names = ['a']", "import time; names = [time.time_ns()]"))
    done = start(package, *pytest_options, cwd=package)
    assert "FAILED tests/test_steps.py::test_step_gives_the_same_again[fit]" in done.stdout
    # Where it is so from the beginning, the first run says it.
    (package / "tests/data/recorded.json").unlink()
    done = start(package, *pytest_options, cwd=package)
    assert (done.returncode, "not compared: fit.names" in done.stdout) == (0, True), done.stdout


@pytest.mark.slow
def test_first_run_of_the_tests_records_what_must_stay(package):
    pytest_options = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_golden.py")
    first = start(package, *pytest_options, cwd=package)
    assert first.returncode == 0, first.stdout
    assert "results recorded in" in first.stdout
    again = start(package, *pytest_options, cwd=package)
    assert (again.returncode, "recorded in" in again.stdout) == (0, False), again.stdout
    library = package / "src/churn/library.py"
    library.write_text(library.read_text().replace("x ** 2", "x ** 3").replace("x**2", "x**3"))
    changed = start(package, *pytest_options, cwd=package)
    assert "FAILED tests/test_golden.py::test_step_gives_the_recorded_results[square]" in changed.stdout
    init = package / "src/churn/__init__.py"
    init.write_text(init.read_text().replace("__version__ = ", "__version__ = '9' + "))
    assert "results recorded in" in start(package, *pytest_options, cwd=package).stdout


def test_tests_of_the_package_skip_without_data(package):
    (package.parent / "numbers.csv").unlink()
    (package.parent / "churn.ipynb").unlink()
    done = start(package, "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=package)
    assert done.returncode == 0
    assert "skipped" in done.stdout


@pytest.mark.slow
def test_twin_runs_under_papermill(package, tmp_path):
    papermill = pytest.importorskip("papermill")
    os.environ["PYTHONPATH"] = str(package / "src")
    try:
        executed = papermill.execute_notebook(
            str(package / "notebooks/run.ipynb"), None, {"test_size": 0.5}, cwd=str(tmp_path), progress_bar=False
        )
    finally:
        del os.environ["PYTHONPATH"]
    assert executed.cells[-1].outputs[0]["text"] == f"{14 / 3:.3f} of 0.5\n"


def test_code_is_clean_after_formatting(package):
    ruff = [sys.executable, "-m", "ruff"]
    settings = ["--isolated", "--config", "line-length=100", "--config", 'src=["src"]', "--target-version", "py311"]
    subprocess.run([*ruff, "check", "--fix", "-q", "--select", "I,F401", *settings, "."], cwd=package, check=True)
    subprocess.run([*ruff, "format", "-q", *settings, "src", "tests"], cwd=package, check=True)
    done = subprocess.run(
        [*ruff, "check", "--select", "E,F,W,I,B,UP,SIM,RET,C4,PIE", "--ignore", "UP037,RET504,E402", *settings, "."],
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_boilerplate_is_strictly_typed(package):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "-m",
            "churn.__main__",
            "--follow-imports=silent",
            "--ignore-missing-imports",
        ],
        cwd=package / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Success" in done.stdout, done.stdout


def test_package_names_no_nb2pipe_in_its_code(package):
    assert not [path for path in Path(package / "src").rglob("*.py") if "nb2pipe" in path.read_text()]
