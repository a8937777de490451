"""A notebook exported with a trace: what its package says of types and values, and whether its tests notice faults."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nb2pipe import service
from nb2pipe.errors import RunError
from nb2pipe.model.observations import MOST_SAMPLE_BYTES
from nb2pipe.service.agreement import merge_results
from nb2pipe.service.tracing import _files_of_others
from tests.conftest import WriteNotebook, notebook_json
from tests.support.notebooks import analysis_of

#: A figure is through when its cell is, as in any kernel that shows figures.
PLOT = ("import matplotlib.pyplot as plt\nassert not plt.get_fignums()\nplt.plot(table['x'])", ["step:report"])
CELLS = (
    ("share = 0.5\nkinds = ['a', 'b']", ["parameters"]),
    "import random\nimport pandas as pd",
    ("table = pd.read_csv('data/table.csv')\ntable = table[table['kind'].isin(kinds)]", ["step:data"]),
    ("features = table[['x']] * 2\nfeatures.to_csv('f.csv')\nlimit = features['x'].max() * share", ["step:feature"]),
    ("weights = {'x': 0.5}\nnoise = random.random()\nprint(f'limit {limit:.2f}')", ["step:train"]),
    ("scores = features['x'] * weights['x'] > limit", ["step:serve"]),
    ("def is_high(x):\n    return limit < x\n\nis_high(pd.Series([9, limit]))", ["step:serve:answer"]),
    PLOT,
    PLOT,
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("pandas")
    pytest.importorskip("matplotlib")
    folder = tmp_path_factory.mktemp("traced")
    (folder / "data").mkdir()
    rows = "".join(f"{i / 4},{'abc'[i % 3]}\n" for i in range(60))
    (folder / "data" / "table.csv").write_text(f"x,kind\n{rows}")
    (folder / "nb.ipynb").write_text(json.dumps(notebook_json(*CELLS)))
    report = service.export(str(folder / "nb.ipynb"), directory=str(folder / "out"), name="traced", trace=True)
    assert report.to_dict()["notes"] == []
    # Nothing of the notebook's folder is needed from here on.
    (folder / "data" / "table.csv").unlink()
    (folder / "nb.ipynb").unlink()
    return folder / "out"


def run_tests(package: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", *options]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=package, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_tests_are_green_right_after_export_and_none_is_skipped(package: Path) -> None:
    done = run_tests(package)
    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("steps/feature.py", "* 2", "* 3"),
        ("steps/data.py", ".isin(kinds)", ".isin(kinds[:1])"),
        ("steps/train.py", "{limit:.2f}", "{limit + 1:.2f}"),
        ("steps/feature.py", '"f.csv"', '"f.csv", index=False'),
        ("steps/serve.py", "> limit", ">= limit - 1"),
        ("steps/serve.py", "limit < x", "limit <= x"),
        ("parameters.py", "share: float = 0.5", "share: float = 0.4"),
        ("contracts.py", "maximum=14.5", "maximum=14.0"),
    ],
)
def test_tests_fail_when_the_code_is_wrong(package: Path, file: str, old: str, new: str) -> None:
    module = package / "src" / "traced" / file
    right = module.read_text()
    assert right.count(old) == 1
    module.write_text(right.replace(old, new))
    try:
        assert run_tests(package, "-x", "--ignore=tests/test_run_notebook.py").returncode == 1
    finally:
        module.write_text(right)


#: Values that are others in each process, and frames that hold what JSON has no word for.
RESTLESS = (
    "import os\nimport random\nimport time\nimport uuid\nimport numpy as np\nimport pandas as pd",
    (
        "start = time.time()\nprocess = os.getpid()\nletters = list({'a', 'b', 'c', 'd', 'e'})\nname = str(uuid.uuid4())\n"  # noqa: ISC004
        "took = round((time.time() - start) / 10)\nprint('took', took)",
        ["step:data"],
    ),
    (
        "pd.set_option('display.precision', 3)\ndraw = random.random()\n"  # noqa: ISC004
        "table = pd.DataFrame({'größe': pd.array([1, None, 3], dtype='Int64'), 'n': [10**400, 2, 3]})\n"
        "masked = np.ma.masked_array([1.0, 2.0], mask=[True, False])",
        ["step:feature"],
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize("trace", [True, False], ids=["traced", "untraced"])
def test_tests_are_green_where_values_are_others_in_each_process(
    write_notebook: WriteNotebook, tmp_path: Path, trace: bool
) -> None:
    pytest.importorskip("pandas")
    out = tmp_path / "out"
    service.export(write_notebook(*RESTLESS), directory=str(out), name="restless", trace=trace)
    for _ in range(2):  # the first run may record
        done = run_tests(out, "--ignore=tests/test_run_notebook.py")
        assert done.returncode == 0, done.stdout
    data = out / "src" / "restless" / "steps" / "data.py"
    data.write_text(data.read_text().replace("took = round(", "took = 40 + round("))
    slower = run_tests(out, "tests/test_golden.py")
    assert slower.returncode == 0, slower.stdout
    feature = out / "src" / "restless" / "steps" / "feature.py"
    feature.write_text(feature.read_text().replace('precision", 3', 'precision", 4'))
    assert "test_step_leaves_the_process_as_recorded[feature]" in run_tests(out, "tests/test_golden.py").stdout


@pytest.mark.slow
def test_signatures_have_the_types_that_were_seen(package: Path) -> None:
    source = (package / "src/traced/steps/feature.py").read_text()
    assert "def feature(table: pd.DataFrame, share: float) -> FeatureResult:" in source
    assert "limit: float" in source
    assert "weights: dict[str, float]" in (package / "src/traced/steps/train.py").read_text()


@pytest.mark.slow
def test_contracts_say_what_was_seen(package: Path) -> None:
    source = (package / "src/traced/contracts.py").read_text()
    assert 'categories=("a", "b")' in source
    assert '"x": Column("float64", minimum=0.0, maximum=14.5)' in source


@pytest.mark.slow
def test_samples_and_results_are_small_and_say_what_is_compared(package: Path) -> None:
    sizes = [file.stat().st_size for file in (package / "tests/data").rglob("*") if file.is_file()]
    assert len(sizes) == 2
    assert sum(sizes) < MOST_SAMPLE_BYTES
    golden = json.loads((package / "tests/data/golden.json").read_text())
    assert golden["steps"]["train"]["printed"] == "limit 14.50\n"
    assert golden["steps"]["feature"]["outputs"]["limit"] == 14.5
    agreeing = {each["step"]: each["agree"] for each in golden["row_wise"]}
    assert agreeing == {"feature": ["features"], "serve": ["scores"]}


@pytest.mark.slow
def test_steps_may_write_where_the_package_is_read_only(package: Path) -> None:
    sample = package / "tests" / "data" / "files" / "data" / "table.csv"
    sample.chmod(0o444)
    sample.parent.chmod(0o555)
    listing = "[oct(path.stat().st_mode)[-3] for path in sorted(folder.rglob('*'))]"
    code = f"from rehearsal import data_folder\nwith data_folder() as folder:\n    print({listing})"
    try:
        environment = {**os.environ, "PYTHONPATH": str(package / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, cwd=package / "tests", env=environment, capture_output=True, text=True, check=False
        )
    finally:
        sample.parent.chmod(0o755)
    assert done.stdout == "['7', '6']\n", done.stderr


def test_broken_contract_is_a_warning_or_the_end(package: Path) -> None:
    data = package.parent / "data"
    data.mkdir(exist_ok=True)
    (data / "table.csv").write_text("x,kind\n99.5,a\n1.0,b\n")
    environment = {**os.environ, "PYTHONPATH": str(package / "src")}
    for mode, status in (("warn", 0), ("error", 1), ("off", 0)):
        done = subprocess.run(
            [sys.executable, "-m", "traced", "--contracts", mode],
            cwd=package.parent,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stderr
        assert ("table: column 'x' goes up to 99.5, above 14.5" in done.stderr) == (mode != "off")


@pytest.mark.slow
def test_notebook_that_does_not_run_is_an_error_with_its_cell(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    path = write_notebook(("a = 1", ["step:data"]), ("b = a / 0", ["step:train"]))
    with pytest.raises(RunError, match=r"cell 1, line 1: ZeroDivisionError"):
        service.export(str(path), directory=str(tmp_path / "out"), trace=True)
    assert not (tmp_path / "out").exists()


def test_results_of_the_notebook_win_where_both_agree() -> None:
    recorded = {
        "steps": {"s": {"outputs": {"a": 1.0, "b": 2.0, "c": "<varies>"}, "varying": ["c"], "printed": ""}},
        "row_wise": [{"step": "s", "kind": "serve", "inputs": ["t"], "agree": [], "differ": ["b"]}],
        "served": [{"step": "s", "rows_of": ["d", "t"], "features_of": "f", "agree": [], "differ": ["X"]}],
    }
    seen = {("s", "a"): {"summary": 1.0 + 1e-9}, ("s", "b"): {"summary": 3.0}, ("s", "c"): {"summary": 4.0}}
    found = merge_results(recorded, seen)  # type: ignore[arg-type]  # names as plain strings
    assert found.golden["steps"]["s"]["outputs"] == {"a": 1.0 + 1e-9, "b": 2.0, "c": "<varies>"}
    assert found.unstable == {("s", "b"), ("s", "c")}
    assert [note.partition(":")[0] for note in found.notes] == ["s.b", "s.c", "s", "s"]
    assert found.notes[-1] == "s: for a row of d.t it hands the model other features than X has for that row"


SKEWED = (
    "import numpy as np\nimport pandas as pd",
    ("table = pd.DataFrame({'x': np.arange(40.0), 'z': np.arange(40.0) ** 2})\nnew = table.tail(5) + 1", ["step:data"]),
    (
        "def prepare(rows):\n    return (rows[['x', 'z']] / 10).to_numpy()\n\n\n"
        "class Line:\n    def fit(self, X):\n        self.weights = X.mean(axis=0)\n        return self\n\n"
        "    def predict(self, X):\n        return X @ self.weights\n"
    ),
    ("X = prepare(table)", ["step:feature"]),
    ("model = Line().fit(X)", ["step:train"]),
    ("answer = model.predict(prepare(new))", ["step:serve"]),
)


@pytest.mark.slow
def test_serving_with_other_features_than_training_is_noticed(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    service.export(str(write_notebook(*SKEWED)), directory=str(tmp_path / "out"), name="skewed", trace=True)
    golden = json.loads((tmp_path / "out/tests/data/golden.json").read_text())
    assert [(each["rows_of"], each["agree"]) for each in golden["served"]] == [(["data", "table"], ["X"])]
    serve = tmp_path / "out/src/skewed/steps/serve.py"
    serve.write_text(serve.read_text().replace("prepare(new)", "prepare(new) * 1.5"))
    done = run_tests(tmp_path / "out", "tests/test_single_rows.py")
    assert "FAILED tests/test_single_rows.py::test_serving_hands_the_model_the_features_of_training" in done.stdout

    other = [
        cell if "prepare(new)" not in cell[0] else ("answer = model.predict(prepare(new) * 2)", cell[1])
        for cell in SKEWED
    ]
    report = service.export(str(write_notebook(*other)), directory=str(tmp_path / "other"), name="other", trace=True)
    assert (
        "serve: for a row of data.table it hands the model other features than X has for that row"
        in (report.to_dict()["notes"])
    )


def test_file_that_a_cell_above_writes_is_no_sample_though_another_run_has_left_one() -> None:
    analysis = analysis_of(
        "import polars as pl\nrows = pl.read_csv('a.csv')", "rows.write_parquet('b.parquet')",
        "again = pl.scan_parquet('b.parquet').collect()", "late = pl.read_csv('c.csv')\nlate.write_csv('c.csv')",
    )  # fmt: skip
    assert [*_files_of_others(analysis)] == ["a.csv", "c.csv"]
