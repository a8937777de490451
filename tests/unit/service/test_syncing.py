from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruff import find_ruff_bin

from nb2pipe import service
from nb2pipe.errors import UsageError, WorkspaceError
from tests.conftest import CellText, WriteNotebook, notebook_json

ROWS = """%matplotlib inline
# all rows
rows = [1,2,
        3]


for row in rows:
    if row > 1:   # big
        print( row )
total = sum(rows); half = total*share"""
CELLS: tuple[CellText, ...] = (
    "#md # Numbers",
    ("# share of the rest\nshare = 0.5  # of one\nname = 'a'", ["parameters"]),
    "import math",
    (ROWS, ["step:data:load"]),
    "rows[:2]",
    "def scale(values, by):\n    '''Scale\n    them.'''\n    return [v*by for v in values]",
    ("scaled = scale(rows, half)\nbest = max(scaled)", ["step:feature:scale_all"]),
    ("worst = min(scale(scaled, 2))\ntext = '''\n  kept\n'''", ["step:train:last"]),
)
STEPS = Path("src/nb/steps")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")


@pytest.fixture
def package(write_notebook: WriteNotebook) -> Path:
    write_notebook(*CELLS)
    service.export("nb.ipynb")
    return Path("nb")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text, text
    file.write_text(text.replace(old, new, 1))


def sources() -> list[str]:
    return [cell["source"] for cell in json.loads(Path("nb.ipynb").read_text())["cells"]]


def modules(package: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (package / "src").rglob("*.py") if path.name != "__init__.py"}


def assert_round_trip(package: Path) -> None:
    """The notebook alone gives the package as it was edited, and merging agrees."""
    edited = modules(package)
    report = service.export("nb.ipynb", directory=str(package))
    assert not report.conflicts
    assert modules(package) == edited
    service.export("nb.ipynb", directory="alone/nb")
    assert {path.removeprefix("alone/"): data for path, data in modules(Path("alone/nb")).items()} == edited


def test_nothing_edited_is_nothing_to_do(package: Path) -> None:
    before = Path("nb.ipynb").read_bytes()
    report = service.sync("nb", write=True)
    assert (report.edits, report.cells) == ((), ())
    assert Path("nb.ipynb").read_bytes() == before


@pytest.mark.parametrize(
    ("module", "old", "new", "cell", "line"),
    [
        ("data", "    # all rows", "    # every row", 3, "# every row"),
        ("data", "rows = [1, 2, 3]", "rows = [1, 2, 3, 4]", 3, "rows = [1, 2, 3, 4]"),
        ("data", "if row > 1:", "if row > 2:", 3, "    if row > 2:  # big"),
        ("data", "    half = total * share", "    half = total * share * 2", 3, "half = total * share * 2"),
        ("data", "    total = sum(rows)\n", "    print(rows)\n    total = sum(rows)\n", 3, "print(rows)"),
        ("library", "v * by for", "v * by + 1 for", 5, "    return [v * by + 1 for v in values]"),
        ("feature", "    best = max(scaled)", "    best = min(scaled)", 6, "best = min(scaled)"),
        ("train", "  kept\n", "    more\n  kept\n", 7, "    more"),
    ],
)
def test_an_edit_goes_to_its_cell_and_comes_back(
    package: Path, module: str, old: str, new: str, cell: int, line: str
) -> None:
    before = sources()
    path = package / "src/nb/library.py" if module == "library" else package / STEPS / f"{module}.py"
    edit(path, old, new)
    report = service.sync("nb", write=True)
    assert [each.cell for each in report.cells] == [cell]
    assert report.unmapped == ()
    after = sources()
    assert line in after[cell].split("\n")
    assert [i for i, source in enumerate(after) if source != before[i]] == [cell]
    assert_round_trip(package)


def test_edits_of_what_no_cell_says_are_told(package: Path) -> None:
    edit(
        package / "src/nb/pipeline.py",
        "chosen = parameters or Parameters()",
        "chosen = parameters or Parameters(share=1.0)",
    )
    report = service.sync(str(package))
    assert [(each.path, each.after.strip()) for each in report.unmapped] == [
        ("src/nb/pipeline.py", "chosen = parameters or Parameters(share=1.0)")
    ]
    assert "the export makes this module" in report.unmapped[0].reason


def test_a_new_line_beside_an_edited_one_stays_with_the_line_above_it(package: Path) -> None:
    path = package / STEPS / "feature.py"
    edit(path, "    best = max(scaled)", '    print("n")\n    best = max(scaled, default=0)')
    report = service.sync("nb", write=True)
    assert report.unmapped == ()
    assert sources()[6] == 'scaled = scale(rows, half)\nprint("n")\nbest = max(scaled, default=0)'
    assert_round_trip(package)


def test_new_statements_on_one_line_come_back_each_on_its_own(package: Path) -> None:
    path = package / STEPS / "feature.py"
    edit(path, "    best = max(scaled)", "    low = 1; print(low)\n    best = max(scaled)")
    assert service.sync("nb", write=True).unmapped == ()
    assert sources()[6] == "scaled = scale(rows, half)\nlow = 1\nprint(low)\nbest = max(scaled)"
    assert not service.export("nb.ipynb").conflicts
    assert "    low = 1; print(low)\n" in path.read_text()
    assert service.sync("nb").edits == ()


def test_what_only_shows_goes_into_its_cell_once(package: Path) -> None:
    path = package / STEPS / "feature.py"
    edit(path, "    best = max(scaled)", "    display(rows)\n    scaled[:2]\n    best = max(scaled)")
    assert service.sync("nb", write=True).unmapped == ()
    cell = "scaled = scale(rows, half)\ndisplay(rows)\nscaled[:2]\nbest = max(scaled)"
    assert sources()[6] == cell
    assert service.sync("nb").edits == ()
    service.export("nb.ipynb")
    assert service.sync("nb").edits == ()
    edit(path, "scaled[:2]", "scaled[:3]")
    service.sync("nb", write=True)
    assert sources()[6] == cell.replace("scaled[:2]", "scaled[:3]\nscaled[:2]")
    assert service.sync("nb").edits == ()


def test_edits_beside_a_path_that_is_a_parameter_come_back(write_notebook: WriteNotebook) -> None:
    cell = "import json\nrows = json.load( open('data/rows.json') )\nn = len(rows)"
    write_notebook((cell, ["step:data"]), ("m = n + 1", ["step:train"]))
    service.export("nb.ipynb", promotes_paths=True)
    path = Path("nb") / STEPS / "data.py"
    edit(path, "open(rows_path)", 'open(rows_path, encoding="utf-8")')
    edit(path, "len(rows)", "len(rows) + 1")
    assert service.sync("nb", write=True).unmapped == ()
    assert 'open("data/rows.json", encoding="utf-8")' in sources()[0]
    assert "len(rows) + 1" in sources()[0]
    assert not service.export("nb.ipynb").conflicts
    assert service.sync("nb").edits == ()


def test_a_new_function_has_the_blank_lines_that_it_had(package: Path) -> None:
    edit(package / "src/nb/library.py", "for v in values]", "for v in values]\n\n\ndef spread(v):\n    return max(v)")
    report = service.sync("nb", write=True)
    assert "for v in values]\n\n\ndef spread(v):" in sources()[5], report


def test_the_layout_of_the_cell_stays_where_nobody_edited(package: Path) -> None:
    edit(package / STEPS / "data.py", "print(row)", "print(row + 1)")
    service.sync("nb", write=True)
    assert sources()[3] == ROWS.replace("print( row )", "print(row + 1)")


@pytest.mark.parametrize("options", [["--line-length=40"], ["--config=format.quote-style='single'"]])
def test_a_package_laid_out_anew_has_no_edits_but_those_of_people(package: Path, options: list[str]) -> None:
    subprocess.run([find_ruff_bin(), "format", "--isolated", "--quiet", *options, package], check=True)
    assert "scaled = scale(rows, half)" in (package / STEPS / "feature.py").read_text()
    assert service.sync("nb").edits == ()
    edit(package / STEPS / "feature.py", "max(scaled)", "min(scaled)")
    report = service.sync("nb", write=True)
    assert report.unmapped == ()
    assert sources()[6] == "scaled = scale(rows, half)\nbest = min(scaled)"


def test_only_the_source_of_the_cell_changes_in_the_file(package: Path) -> None:
    before = Path("nb.ipynb").read_text()
    edit(package / STEPS / "feature.py", "max(scaled)", "min(scaled)")
    service.sync("nb", write=True)
    assert Path("nb.ipynb").read_text() == before.replace("max(scaled)", "min(scaled)")


def test_a_changed_default_keeps_the_comment_beside_it(package: Path) -> None:
    edit(package / "src/nb/parameters.py", "share: float = 0.5", "share: float = 0.25")
    assert service.sync("nb", write=True).unmapped == ()
    assert sources()[1] == "# share of the rest\nshare = 0.25  # of one\nname = 'a'"
    assert_round_trip(package)


def test_parameters_are_added_renamed_and_removed(package: Path) -> None:
    parameters = package / "src/nb/parameters.py"
    edit(parameters, "    share: float = 0.5", "    part: float = 0.5\n    first: int | None = None")
    edit(parameters, "    name: str = 'a'" if "'a'" in parameters.read_text() else '    name: str = "a"\n', "")
    edit(package / STEPS / "data.py", "def load(share: float)", "def load(part: float)")
    edit(package / STEPS / "data.py", "* share", "* part")
    report = service.sync("nb", write=True)
    assert report.unmapped == ()
    assert sources()[1] == "# share of the rest\npart = 0.5  # of one\nfirst: int | None = None"
    assert not service.export("nb.ipynb", directory="nb").conflicts
    assert service.sync("nb").edits == ()


def test_an_edit_that_is_right_only_with_another_one_goes_with_it(package: Path) -> None:
    edit(package / "src/nb/parameters.py", "    #: share of the rest\n    #: of one\n    share: float = 0.5\n", "")
    edit(package / STEPS / "data.py", "* share", "* 0.5")
    report = service.sync("nb", write=True)
    assert (report.cells, len(report.unmapped)) == ((), 2)


def test_text_and_reports_of_the_run_notebook_come_back(package: Path) -> None:
    twin = package / "notebooks/run.ipynb"
    edit(twin, "# Numbers", "# All numbers")
    edit(twin, "rows[:2]", "rows[:3]")
    edit(twin, "share = 0.5", "share = 0.6")
    report = service.sync("nb", write=True)
    assert [each.cell for each in report.edits] == [None, 0, 4]
    assert [each.reason for each in report.unmapped] == ["the export makes it from the steps and parameters"]
    assert (sources()[0], sources()[4]) == ("# All numbers", "rows[:3]")


def test_a_report_of_what_the_run_notebook_does_not_have_stays_there(package: Path) -> None:
    edit(package / "notebooks/run.ipynb", "rows[:2]", "unknown")
    report = service.sync("nb", write=True)
    assert report.cells == ()
    assert "`unknown` is not defined" in report.unmapped[0].reason


def test_a_docstring_is_told_from_a_signature(package: Path) -> None:
    edit(package / STEPS / "data.py", "Compute `rows`, `total` and `half`.", "Count.")
    assert [each.after for each in service.sync("nb").unmapped] == ["Count."]
    edit(package / STEPS / "data.py", "share: float", "share: int")
    assert [each.line for each in service.sync("nb").unmapped] == [16, 17]


DESCRIBED: tuple[CellText, ...] = (
    ("rate = 2", ["parameters"]),
    'def price(v):\n    """Price of it.\n\n    Taxes included."""\n    return v * rate',
    "#md ## 1. Load the rows\nThey are *local*, and\nsorted. Nobody else has them.\n\n- not told",
    ("rows = [price(1)]", ["step:data:load"]),
    ("total = price(sum(rows))", ["step:train:last"]),
)


@pytest.mark.parametrize(
    ("module", "old", "new", "cell", "text"),
    [
        ("steps/data", "Load the rows.", "Load all rows.", 2, "## 1. Load all rows\nThey are *local*, and\nsorted. Nobody"),
        ("steps/data", "and sorted.", "but unsorted.", 2, "## 1. Load the rows\nThey are *local*, but unsorted. Nobody"),
        ("library", "Taxes included.", "Without taxes.", 1, '    """Price of it.\n\n    Without taxes."""\n    return'),
    ],
)  # fmt: skip
def test_an_edited_docstring_goes_to_the_text_from_which_it_came(
    write_notebook: WriteNotebook, module: str, old: str, new: str, cell: int, text: str
) -> None:
    write_notebook(*DESCRIBED)
    service.export("nb.ipynb")
    edit(Path("nb/src/nb") / f"{module}.py", old, new)
    report = service.sync("nb", write=True)
    assert (report.unmapped, [each.cell for each in report.cells]) == ((), [cell])
    assert text in sources()[cell]
    assert_round_trip(Path("nb"))


def test_a_docstring_that_says_more_than_the_text_is_told(write_notebook: WriteNotebook) -> None:
    write_notebook(*DESCRIBED)
    service.export("nb.ipynb")
    edit(Path("nb") / STEPS / "data.py", "else has them.\n", "else has them.\n\n    But we.\n")
    (edited,) = service.sync("nb", write=True).unmapped
    assert "But we." in edited.after
    assert "text above the cells" in edited.reason


def test_a_new_import_goes_below_the_others(package: Path) -> None:
    edit(package / STEPS / "feature.py", "    best = max(scaled)", "    best = statistics.mean(scaled)")
    path = package / STEPS / "feature.py"
    path.write_text(
        path.read_text().replace(
            "from __future__ import annotations\n", "from __future__ import annotations\n\nimport statistics\n"
        )
    )
    assert service.sync("nb", write=True).unmapped == ()
    assert sources()[2] == "import math\nimport statistics"


def test_what_the_export_makes_is_not_brought_back_and_stays(package: Path) -> None:
    edit(package / STEPS / "data.py", "def load(share: float)", "def load(share: int)")
    edit(package / STEPS / "feature.py", "max(scaled)", "min(scaled)")
    report = service.sync("nb", write=True)
    assert [(each.path, each.line) for each in report.unmapped] == [("src/nb/steps/data.py", 16)]
    assert [each.cell for each in report.cells] == [6]
    again = service.export("nb.ipynb", directory="nb")
    assert not again.conflicts
    assert "def load(share: int)" in (package / STEPS / "data.py").read_text()


def test_an_edit_that_a_new_export_would_change_is_told_from_those_that_come_back(package: Path) -> None:
    edit(
        package / STEPS / "feature.py",
        "    best = max(scaled)\n",
        "    best = max(scaled)\n    extra = math.floor(best)\n",
    )
    edit(package / STEPS / "feature.py", "scale(rows, half)", "scale(rows, 2 * half)")
    before = Path("nb.ipynb").read_bytes()
    report = service.sync("nb")
    assert [each.before for each in report.edits if each.cell is not None] == ["scaled = scale(rows, half)"]
    assert [each.after for each in report.unmapped] == ["extra = math.floor(best)"]
    assert "would not be as it was edited" in report.unmapped[0].reason
    assert Path("nb.ipynb").read_bytes() == before


def test_a_new_variable_comes_back_though_the_step_then_returns_it(package: Path) -> None:
    edit(package / STEPS / "train.py", "    text = ", "    least = math.floor(worst)\n    text = ")
    edit(
        package / STEPS / "train.py",
        "from __future__ import annotations\n",
        "from __future__ import annotations\n\nimport math\n",
    )
    report = service.sync("nb", write=True)
    assert not report.unmapped
    assert "least = math.floor(worst)\ntext" in sources()[7]
    again = service.export("nb.ipynb", directory="nb")
    assert not again.conflicts
    assert "worst, least, text" in (package / STEPS / "train.py").read_text()


def test_code_that_is_not_python_is_said(package: Path) -> None:
    (package / STEPS / "data.py").write_text("def (")
    report = service.sync("nb", write=True)
    assert [each.reason for each in report.unmapped] == ["it is no Python that can be parsed"]


def test_a_notebook_that_has_gone_on_still_takes_edits(package: Path) -> None:
    document = json.loads(Path("nb.ipynb").read_text())
    document["cells"].insert(1, {"cell_type": "markdown", "id": "new", "metadata": {}, "source": "Text"})
    Path("nb.ipynb").write_text(json.dumps(document))
    edit(package / STEPS / "feature.py", "max(scaled)", "min(scaled)")
    report = service.sync("nb", write=True)
    assert [each.cell for each in report.cells] == [7]


def test_what_cannot_be_synced_is_an_error(package: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="is no package"):
        service.sync("nowhere")
    Path("nb.ipynb").rename("other.ipynb")
    with pytest.raises(UsageError, match=r"no nb\.ipynb beside nb; name the notebook"):
        service.sync("nb")
    assert service.sync("nb", notebook="other.ipynb").edits == ()
    (package / ".nb2pipe" / "base.tar.xz").unlink()
    with pytest.raises(WorkspaceError, match="does not know its last export"):
        service.sync("nb", notebook="other.ipynb")


LINES = (
    "rows.append(1)",
    "rows.reverse()",
    "print('x')",
    "rows[0] += 2",
    "if rows:\n    rows.pop()",
    "# said",
    "rows = rows * 2",
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=4), min_size=1, max_size=2),
    places=st.lists(st.tuples(st.integers(0, 30), st.sampled_from(LINES[:4])), min_size=1, max_size=3),
)
def test_edits_anywhere_in_a_body_survive_a_round_trip(
    cells: list[list[str]], places: list[tuple[int, str]], tmp_path: Path
) -> None:
    assert_edits_survive(cells, places)


def test_another_notebook_is_an_error(write_notebook: WriteNotebook, package: Path) -> None:
    write_notebook(("x = 1\ny = x", ["step:data"]), name="other.ipynb")
    with pytest.raises(UsageError, match=r"0 of the 8 statements of its steps stand in this one"):
        service.sync("nb", notebook="other.ipynb")
    shutil.move("nb.ipynb", "renamed.ipynb")
    assert service.sync("nb", notebook="renamed.ipynb").edits == ()


def test_edits_of_two_cells_that_are_alike_survive_a_round_trip() -> None:
    cells = [["rows.append(1)"], ["print('x')", "rows.append(1)"]]
    assert_edits_survive(cells, [(0, "print('x')"), (10, "rows.append(1)")])


def assert_edits_survive(cells: list[list[str]], places: list[tuple[int, str]]) -> None:
    for folder in ("nb", "alone"):
        shutil.rmtree(folder, ignore_errors=True)
    made: list[CellText] = [("\n".join(["rows = [3, 1, 2]", *lines]), ["step:data:load"]) for lines in cells]
    Path("nb.ipynb").write_text(json.dumps(notebook_json(*made), indent=1))
    service.export("nb.ipynb", directory="nb")
    path = Path("nb") / STEPS / "data.py"
    lines = path.read_text().split("\n")
    body = [
        i
        for i, line in enumerate(lines)
        if line.startswith("    ") and "rows" in line and not line.strip().startswith(("return", '"""'))
    ]
    added: dict[int, list[str]] = {}
    for place, text in places:
        at = body[place % len(body)]
        indent = len(lines[at]) - len(lines[at].lstrip()) + 4 * lines[at].endswith(":")
        added.setdefault(at, []).append(" " * indent + text.replace("'", '"'))
    lines = [new for at, line in enumerate(lines) for new in (line, *added.get(at, ()))]
    path.write_text("\n".join(lines))
    report = service.sync("nb", write=True)
    assert report.cells
    edited = modules(Path("nb"))
    assert not service.export("nb.ipynb", directory="nb").conflicts
    assert modules(Path("nb")) == edited
    if not report.unmapped:
        assert_round_trip(Path("nb"))


SERVING: tuple[CellText, ...] = (
    ("import math\n\ndef scale(v, by=2):\n    # why\n    return v * by", []),
    ("rows = [1, 2]\nlow = [scale(v) for v in rows]\nlow.sort()", ["step:data"]),
    (
        "def predict(row):\n    score = scale( row ) + low[0]\n    text = '''\n  kept\n'''\n    return score",
        ["step:serve"],
    ),
)


@pytest.mark.parametrize(
    ("file", "old", "new", "cell", "line"),
    [
        ("serve", "low[0]", "low[-1]", 2, "    score = scale(row) + low[-1]"),
        ("serve", "    return score", "    score = abs(score)\n    return score", 2, "    score = abs(score)"),
        ("serve", "    return score", "    # final\n    return score", 2, "    # final"),
        ("data", "low", "least", 1, "least = [scale(v) for v in rows]"),
        ("data", "    low.sort()", "    low.sort()\n    low.reverse()", 1, "low.reverse()"),
    ],
    ids=["statement of a lifted function", "new one", "comment", "output", "new statement"],
)
def test_edits_of_what_the_export_has_made_anew_come_back(
    write_notebook: WriteNotebook, file: str, old: str, new: str, cell: int, line: str
) -> None:
    write_notebook(*SERVING)
    package = Path("nb")
    service.export("nb.ipynb")
    step = package / STEPS / f"{file}.py"
    assert "def predict(row, *, " in (package / STEPS / "serve.py").read_text()
    assert old in step.read_text()
    step.write_text(step.read_text().replace(old, new))
    if old == "low":
        serve = package / STEPS / "serve.py"
        serve.write_text(serve.read_text().replace(old, new))
    report = service.sync(str(package), write=True)
    assert report.unmapped == ()
    assert line in sources()[cell].split("\n")
    edited = step.read_text()
    assert not service.export("nb.ipynb", directory=str(package)).conflicts
    assert step.read_text() == edited


def test_a_function_that_one_step_holds_takes_edits_in_the_cell_that_defines_it(write_notebook: WriteNotebook) -> None:
    cells = (("share = 2", ["parameters"]), "def scale(v):\n    # why\n    return v * share", *SERVING[1:2])
    write_notebook(*cells)
    service.export("nb.ipynb")
    edit(Path("nb") / STEPS / "data.py", "# why", "# because")
    edit(Path("nb") / STEPS / "data.py", "    rows = [1, 2]", "    assert share\n    rows = [1, 2]")
    report = service.sync("nb", write=True)
    assert report.unmapped == ()
    assert "# because" in sources()[1]
    assert sources()[2].startswith("assert share\nrows")


HANDED: tuple[CellText, ...] = (
    ("rate = 0.5\nnames = ['a', 'b']", ["parameters"]),
    "def price(amount, label='x'):\n    total = amount * (1 + rate)\n    return f'{label}{len(names)}{total}'",
    ("first = price(1)\nsecond = price(2, label='some rather long label that makes the formatter break the line up')",
     ["step:data"]),
    ("third = price(3)\nfourth = [price(each) for each in range(2)]", ["step:train"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("module", "old", "new", "cell", "line"),
    [
        ("steps/data", "first = price(1, names", "first = price(7, names", 2, "first = price(7)"),
        ("steps/data", 'label="some rather', 'label="a rather', 2, None),
        ("steps/train", "range(2)", "range(5)", 3, "fourth = [price(each) for each in range(5)]"),
        ("steps/train", "third = price(3,", "third = price(4,", 3, "third = price(4)"),
        ("library", "(1 + rate)", "(2 + rate)", 1, "    total = amount * (2 + rate)"),
    ],
)
def test_an_edit_of_a_call_that_hands_variables_on_comes_back_without_them(
    write_notebook: WriteNotebook, module: str, old: str, new: str, cell: int, line: str | None
) -> None:
    write_notebook(*HANDED)
    service.export("nb.ipynb")
    path = Path("nb/src/nb") / f"{module}.py"
    edit(path, old, new)
    report = service.sync("nb", write=True)
    assert report.unmapped == ()
    assert [each.cell for each in report.cells] == [cell]
    edited = path.read_text().split("\n")
    assert line is None or new.rpartition("=")[0] in edited[report.edits[0].line - 1]
    assert "names=names" not in sources()[cell]
    assert line is None or line in sources()[cell].split("\n")
    assert_round_trip(Path("nb"))


def test_an_edit_of_a_function_goes_to_every_cell_that_defines_it(write_notebook: WriteNotebook) -> None:
    double = "def double(x):\n    return 2 * x"
    write_notebook(double, ("a = double(1)", ["step:data"]), (f"{double}\n\nb = double(a)", ["step:train"]))
    service.export("nb.ipynb")
    edit(Path("nb/src/nb/library.py"), "2 * x", "x + x")
    assert service.sync("nb", write=True).unmapped == ()
    assert [source.count("x + x") for source in sources()] == [1, 0, 1]


def test_settings_that_steps_share_go_back_into_their_cell(write_notebook: WriteNotebook) -> None:
    cells = list(CELLS)
    cells[2:2] = ["import decimal, warnings\nwarnings.simplefilter('ignore')\ndecimal.getcontext().prec = 5  # digits"]
    write_notebook(*cells)
    package = Path("nb")
    service.export("nb.ipynb")
    edit(package / "src/nb/library.py", "prec = 5", "prec = 7")
    edit(package / "src/nb/library.py", "    warnings.simplefilter", "    # quiet\n    warnings.simplefilter")
    report = service.sync("nb", write=True)
    assert not report.unmapped
    assert sources()[2] == (
        "import decimal, warnings\n# quiet\nwarnings.simplefilter('ignore')\ndecimal.getcontext().prec = 7  # digits"
    )
    assert_round_trip(package)


@pytest.mark.parametrize(
    ("old", "new", "cell"),
    [
        ("#: share of the rest", "#: part of the rest", "# part of the rest\nshare = 0.5  # of one\nname = 'a'"),
        ("#: of one", "#: of all", "# share of the rest\nshare = 0.5  # of all\nname = 'a'"),
        ('    name: str = "a"', '    #: whose\n    name: str = "a"', "# share of the rest\nshare = 0.5  # of one\n# whose\nname = 'a'"),
        ('    name: str = "a"', '    name: str = "a"\n    #: rows\n    first: int = 3',
         "# share of the rest\nshare = 0.5  # of one\nname = 'a'\n# rows\nfirst = 3"),
    ],
)  # fmt: skip
def test_comments_of_parameters_come_back(package: Path, old: str, new: str, cell: str) -> None:
    edit(package / "src/nb/parameters.py", old, new)
    assert service.sync("nb", write=True).unmapped == ()
    assert sources()[1] == cell


def reasons() -> str:
    return "\n".join(each.reason for each in service.sync("nb", write=True).unmapped)


def test_what_a_step_returns_stays_with_the_reason(package: Path) -> None:
    edit(
        package / STEPS / "feature.py",
        "return ScaleAllResult(scaled, best)",
        "return ScaleAllResult(scaled, best, half)",
    )
    edit(package / STEPS / "feature.py", "    best: Any\n", "    best: Any\n    half: float\n")
    assert "let one of them use `half` in the notebook" in reasons()


def test_a_file_that_was_deleted_is_told(package: Path) -> None:
    (package / STEPS / "train.py").unlink()
    assert reasons() == "the file is deleted; the notebook still has its cells"


def test_edits_in_a_step_that_has_another_name_come_back(package: Path) -> None:
    edit(package / STEPS / "train.py", "def last(", "def final(")
    edit(package / STEPS / "train.py", "min(", "max(")
    assert reasons() == "a step is called as the tag of its cells says"
    assert "max(scale" in sources()[7]


def test_a_function_that_only_moved_stays_with_the_reason(package: Path) -> None:
    steps, library = package / STEPS / "feature.py", package / "src/nb/library.py"
    text = steps.read_text()
    moved = library.read_text()[library.read_text().index("def scale") :]
    library.write_text(library.read_text().replace(moved, ""))
    steps.write_text(text.replace("class ScaleAllResult", f"{moved}\n\nclass ScaleAllResult"))
    assert "it only moved" in reasons()


def test_what_the_export_would_make_of_an_edit_is_told(package: Path) -> None:
    edit(package / STEPS / "feature.py", "max(scaled)", "math.floor(max(scaled))")
    assert "it would have `import math`" in reasons()


def test_what_is_in_the_notebook_already_is_no_edit_any_more(package: Path) -> None:
    edit(package / STEPS / "feature.py", "    scaled =", '    print("scaling")\n    scaled =')
    edit(package / "src/nb/parameters.py", "0.5", "0.25")
    twin = package / "notebooks/run.ipynb"
    edit(twin, "# Numbers", "# All numbers")
    service.sync("nb", write=True)
    before = Path("nb.ipynb").read_bytes()
    assert service.sync("nb", write=True).edits == ()
    assert Path("nb.ipynb").read_bytes() == before


def test_a_new_function_goes_above_the_step_that_calls_it(package: Path) -> None:
    helpers = "def doubled(value):\n    return 2 * value\n\n\ndef tripled(value):\n    return 3 * value\n\n\n"
    edit(package / STEPS / "feature.py", "def scale_all", helpers + "def scale_all")
    edit(package / STEPS / "feature.py", "max(scaled)", "doubled(max(scaled))")
    assert not service.sync("nb", write=True).unmapped
    assert sources()[6].startswith("def doubled(value):\n    return 2 * value\n\ndef tripled(")
    assert sources()[6].endswith("\nbest = doubled(max(scaled))")
    assert service.sync("nb").edits == ()
    service.export("nb.ipynb", directory="nb")
    text = (package / STEPS / "feature.py").read_text()
    assert text.count("def doubled") == 1
    assert text.index("class ScaleAllResult") < text.index("def doubled")


def test_hints_of_a_function_come_back(package: Path) -> None:
    edit(
        package / "src/nb/library.py", "def scale(values, by)", "def scale(values: list[int], by: float) -> list[float]"
    )
    assert reasons() == ""
    assert "values: list[int]" in sources()[5]
    assert not service.export("nb.ipynb").conflicts


def test_a_function_that_shows_a_figure_still_shows_it(write_notebook: WriteNotebook) -> None:
    write_notebook(
        "import matplotlib.pyplot as plt",
        "def draw(values):\n    plt.plot(values)\n    plt.show( block=False )\n    return len(values)",
        ("count = draw([1, 2])", ["step:data"]),
    )
    service.export("nb.ipynb")
    module = Path("nb") / STEPS / "data.py"
    assert 'plt.close("all")' in module.read_text()
    edit(module, "return len(values)", "return len(values) + 1")
    assert reasons() == ""
    assert sources()[1].endswith("    plt.show( block=False )\n    return len(values) + 1")
    assert not service.export("nb.ipynb").conflicts
