from __future__ import annotations

import json

import pytest

import nb2pipe
from nb2pipe import service
from nb2pipe.errors import WorkspaceError
from nb2pipe.model.findings import Finding
from nb2pipe.model.notebook import Notebook
from nb2pipe.service.fixing import fix_rounds
from tests.conftest import WriteNotebook, notebook_json

CELLS = ("import math\nfrom math import *", ("x = pi  # nb2pipe: ignore[NB305] why", ["step:Data"]))


def test_fix_changes_nothing_until_it_is_written(write_notebook: WriteNotebook) -> None:
    path = write_notebook(*CELLS)
    before = path.read_bytes()
    report = service.fix(path)
    assert path.read_bytes() == before
    service.write_fixes(report)
    document = json.loads(path.read_bytes())
    assert [cell["source"] for cell in document["cells"]] == ["import math\nfrom math import pi", "x = pi"]
    assert document["cells"][1]["metadata"]["tags"] == ["step:data"]
    assert not [finding for finding in nb2pipe.check(path).findings if finding.fixable]
    assert not service.fix(path).fixed


def test_notebook_that_has_changed_meanwhile_is_not_overwritten(write_notebook: WriteNotebook) -> None:
    path = write_notebook(*CELLS)
    report = service.fix(path)
    path.write_bytes(changed := path.read_bytes() + b"\n")
    with pytest.raises(WorkspaceError, match="has changed since it was read"):
        service.write_fixes(report)
    assert path.read_bytes() == changed


def test_fix_of_one_cell_or_of_one_rule_leaves_the_rest() -> None:
    document = notebook_json(*CELLS)
    assert {f.cell for f in service.fix(document, cell=1).fixed} == {1}
    assert [new.index for _, new in service.fix(document, select=["NB207"]).changes] == [0]
    assert {f.code for f in service.fix(document, ignore=["NB2", "NB6"]).fixed} == {"NB004"}


def test_check_says_where_each_fix_goes() -> None:
    (notebook,) = nb2pipe.check(notebook_json(*CELLS)).to_dict()["notebooks"]  # type: ignore[misc]
    fixes = {f["code"]: f["fix"] for f in notebook["findings"] if f["fixable"]}
    assert fixes["NB207"] == {
        "title": "import `pi` by name",
        "applicability": "safe",
        "edits": [
            {
                "cell": 0,
                "span": {"start": {"line": 2, "column": 17}, "end": {"line": 2, "column": 18}},
                "text": "pi",
            }
        ],
        "tags": [],
    }
    assert fixes["NB601"] == {
        "title": "write `step:data`",
        "applicability": "safe",
        "edits": [],
        "tags": [{"cell": 1, "tags": ["step:data"]}],
    }


def test_diff_shows_tags_and_lines() -> None:
    assert service.fix(notebook_json(CELLS[1])).diff() == (
        "--- <dict>, cell 0\n+++ <dict>, cell 0\n@@ -1,2 +1,2 @@\n"
        "-# tags: step:Data\n-x = pi  # nb2pipe: ignore[NB305] why\n+# tags: step:data\n+x = pi\n"
    )


def test_everything_but_the_repaired_lines_keeps_its_bytes(write_notebook: WriteNotebook) -> None:
    path = write_notebook("!pip install x\ny = 'é'", "z = 1")
    data = path.read_bytes()
    assert service.fix(path).data == data.replace(b"!pip", b"%pip")


def test_a_fix_that_leaves_its_finding_is_not_made() -> None:
    report = service.fix(notebook_json("import math\nfrom math import *", "x = pi"))
    finding = report.fixed[0]

    def find(_: Notebook) -> tuple[Finding, ...]:
        return (finding,)

    assert fix_rounds(report.before, find) == (report.before, (), 0)
