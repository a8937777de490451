from __future__ import annotations

import json
from pathlib import Path

import pytest

from nb2pipe.cli import main
from tests.conftest import WriteNotebook


def test_explain_shows_the_page_of_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "star-import"]) == 0
    assert capsys.readouterr().out.startswith("# NB207 star-import\n")
    assert main(["check", "--explain", "star-imports"]) == 2
    assert "did you mean 'star-import'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("fail_on", "configured", "status"),
    [(None, "", 0), ("warning", "", 1), (None, "warning", 1), ("error", "warning", 0), ("never", "warning", 0)],
)
def test_command_line_outweighs_the_project(
    fail_on: str | None, configured: str, status: int, write_notebook: WriteNotebook, tmp_path: Path
) -> None:
    path = write_notebook("from math import *")
    if configured:
        (tmp_path / "pyproject.toml").write_text(f'[tool.nb2pipe]\nfail-on = "{configured}"\n')
    assert main(["check", str(path), *(["--fail-on", fail_on] if fail_on else [])]) == status


def test_every_format_says_the_same_findings(write_notebook: WriteNotebook, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(write_notebook("from math import *", "print(a)"))
    shown = {}
    for output in ("text", "json", "sarif", "github"):
        main(["check", path, "--format", output])
        shown[output] = capsys.readouterr().out
    findings = json.loads(shown["json"])["notebooks"][0]["findings"]
    results = json.loads(shown["sarif"])["runs"][0]["results"]
    assert [finding["code"] for finding in findings] == [result["ruleId"] for result in results]
    assert len(shown["github"].splitlines()) == len(findings)
    assert all(finding["message"] in shown["text"] for finding in findings)


def test_unreadable_notebook_hides_no_finding(
    write_notebook: WriteNotebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_notebook("print(a)")
    (tmp_path / "broken.ipynb").write_text("{")
    assert main(["check", str(tmp_path)]) == 2
    shown = capsys.readouterr()
    assert "NB102" in shown.out
    assert "broken.ipynb" in shown.err
    assert str(path) in shown.out


def test_fix_says_what_it_would_do_and_does_it(
    write_notebook: WriteNotebook, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_notebook("from math import *\nx = pi")
    before = path.read_bytes()
    assert main(["fix", str(path), "--diff"]) == 1
    assert "-from math import *\n+from math import pi\n" in capsys.readouterr().out
    assert path.read_bytes() == before
    assert main(["fix", str(path), "--write", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["written"], document["notebooks"][0]["fixed"][0]["code"]) == (True, "NB207")
    assert path.read_bytes() == before.replace(b"import *", b"import pi")
    assert main(["fix", str(path)]) == 0
    assert "nothing to fix" in capsys.readouterr().out


def test_fix_goes_on_after_an_unreadable_or_read_only_notebook(
    write_notebook: WriteNotebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a_broken.ipynb").write_text("{")
    path = write_notebook("!pip install x")
    fixed = tmp_path / "a_fixed.ipynb"
    fixed.write_bytes(path.read_bytes())
    fixed.chmod(0o444)
    assert main(["fix", str(tmp_path), "--write"]) == 2
    shown = capsys.readouterr()
    assert "a_broken.ipynb" in shown.err
    assert "a_fixed.ipynb: it is read-only" in shown.err
    assert "a_fixed" not in shown.out
    assert b"!pip" in fixed.read_bytes()
    assert b"%pip" in path.read_bytes()
