"""Random numbers of a notebook that seeds nothing, pinned for a comparison."""

from __future__ import annotations

import pytest

from nb2pipe.model.verification import CapturePoint, Status
from nb2pipe.runs.verify import VerificationRequest, verify

PINS = ("numpy", "python")


@pytest.fixture
def check(clock):
    """Verify a run's package against a notebook with pinned generators; points are (step, name, cell)."""

    def verify_points(notebook, run, *points, pins=PINS):
        captures = tuple(CapturePoint(*point) for point in points)
        request = VerificationRequest(notebook, run.package, run.manifest, run.root, captures, pins=pins)
        return verify(request, now=clock)

    return verify_points


def statuses(report):
    return {f"{step.step}.{check.name}": check.status for step in report.steps for check in step.variables}


LOAD = "from sklearn.datasets import load_iris\nX, y = load_iris(return_X_y=True)"
SPLIT = "from sklearn.model_selection import train_test_split\nparts = train_test_split(X, y)"
TRAIN = "from sklearn.ensemble import RandomForestClassifier\nmodel = RandomForestClassifier(3).fit(parts[0], parts[2])"


def test_unseeded_split_and_forest_are_equal(check, write_notebook, make_run, make_step):
    pytest.importorskip("sklearn")
    cells = (LOAD, "import numpy as np\nnp.random.rand(7)", SPLIT, TRAIN, "score = model.score(parts[1], parts[3])")
    imports = "\n".join(line for cell in cells for line in cell.splitlines() if "import" in line)
    run = make_run(
        f"{imports}\n\ndef split():\n    {LOAD.splitlines()[1]}\n    {SPLIT.splitlines()[1]}\n    return parts\n\n"
        f"def train(parts):\n    {TRAIN.splitlines()[1]}\n    {cells[4]}\n    return model, score\n",
        make_step("split", outputs=("parts",), cells=(0, 2)),
        make_step("train", inputs={"parts": "split"}, outputs=("model", "score"), cells=(3, 4)),
    )
    points = (("split", "parts", 2), ("train", "model", 3), ("train", "score", 4))
    report = check(write_notebook(*cells), run, *points)
    assert report.equivalent
    assert statuses(report) == dict.fromkeys(["split.parts", "train.model", "train.score"], Status.EQUAL)
    assert report.pinned == ("numpy.random",)
    # Nothing of all that without pins.
    report = check(write_notebook(*cells), run, *points, pins=())
    assert statuses(report)["train.model"] is not Status.EQUAL
    assert report.pinned == ()


def test_steps_whose_cells_take_turns_have_streams_of_their_own(check, write_notebook, make_run, make_step):
    pytest.importorskip("numpy")
    draw = "[random.random(), np.random.rand(), np.random.default_rng().random(), np.random.RandomState().rand()]"
    head = "import random\nimport numpy as np\n"
    notebook = write_notebook(
        f"{head}a = {draw}", f"{head}b = {draw}", f"shown = {draw}", f"a = [a, {draw}]", f"b = [b, {draw}]"
    )
    run = make_run(
        f"{head}\ndef one():\n    a = {draw}\n    a = [a, {draw}]\n    return a\n\n"
        f"def two():\n    b = {draw}\n    b = [b, {draw}]\n    return b\n",
        make_step("one", outputs=("a",), cells=(0, 3)),
        make_step("two", outputs=("b",), cells=(1, 4)),
    )
    report = check(notebook, run, ("one", "a", 3), ("two", "b", 4))
    assert statuses(report) == {"one.a": Status.EQUAL, "two.b": Status.EQUAL}
    assert report.pinned == ("numpy.random", "numpy.random.default_rng", "random")


def test_what_is_seeded_where_nobody_looks_is_not_touched(check, write_notebook, make_run, make_step, root):
    (root / "seeding.py").write_text("import random\n\ndef seed():\n    random.seed(1)\n")
    notebook = write_notebook("import random\nimport seeding\nseeding.seed()", "a = random.random()")
    run = make_run(
        "import random\n\ndef data():\n    a = random.random()\n    return a\n",
        make_step("data", outputs=("a",), cells=(1,)),
    )
    report = check(notebook, run, ("data", "a", 1))
    # The notebook always computes the same, the package does not.
    assert statuses(report) == {"data.a": Status.DIFFERENT}
    assert report.pinned == ()


def test_seeded_notebook_is_not_touched(check, write_notebook, make_run, make_step):
    head = "import random\nrandom.seed(1)\n"
    notebook = write_notebook(f"{head}a = random.random()", "seed = random.seed.__name__, type(random.seed).__name__")
    run = make_run(
        "import random\n\ndef data():\n    random.seed(1)\n    a = random.random()\n    return a\n\n"
        "def other():\n    seed = random.seed.__name__, type(random.seed).__name__\n    return seed\n",
        make_step("data", outputs=("a",), cells=(0,)),
        make_step("other", outputs=("seed",), cells=(1,)),
    )
    report = check(notebook, run, ("data", "a", 0), ("other", "seed", 1), pins=("numpy",))
    assert statuses(report) == {"data.a": Status.EQUAL, "other.seed": Status.EQUAL}
    assert report.pinned == ()


def test_other_draws_than_the_notebooks_are_chance(check, write_notebook, make_run, make_step):
    """A package leaves out what only shows something, such as `df.sample()`."""
    notebook = write_notebook("import random\nrandom.random()\na = random.random()")
    run = make_run(
        "import random\n\ndef data():\n    a = random.random()\n    return a\n",
        make_step("data", outputs=("a",), cells=(0,)),
    )
    assert statuses(check(notebook, run, ("data", "a", 0))) == {"data.a": Status.NONDETERMINISTIC}


def test_pinning_leaves_no_names_and_does_not_import_numpy(check, write_notebook, make_run, make_step):
    body = "import sys\nloaded = 'numpy' in sys.modules\nnames = sorted(n for n in dir() if 'stream' in n or n == 'np')"
    run = make_run(
        f"def data():\n    {body.replace(chr(10), chr(10) + '    ')}\n    return loaded, names\n",
        make_step("data", outputs=("loaded", "names"), cells=(0,)),
    )
    report = check(write_notebook(body), run, ("data", "loaded", 0), ("data", "names", 0))
    assert statuses(report) == {"data.loaded": Status.EQUAL, "data.names": Status.EQUAL}
