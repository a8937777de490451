from __future__ import annotations

from pathlib import Path

import pytest

from nb2pipe import service
from nb2pipe.errors import UsageError
from nb2pipe.model.findings import Severity
from nb2pipe.service.configuration import Configuration, find_configuration
from tests.conftest import WriteNotebook

CELLS = ("from math import *\nx = '/home/me/x.csv'", "import random\ny = random.random()")


def configure(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.nb2pipe]\n{text}")


def codes(path: Path, **options: tuple[str, ...]) -> list[str]:
    return [str(finding.code) for finding in service.check(str(path), **options).findings]  # type: ignore[arg-type]


def test_nothing_is_configured_without_a_file(write_notebook: WriteNotebook) -> None:
    assert find_configuration(str(write_notebook("x = 1"))) == Configuration()


def test_rules_are_selected_and_ignored(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    path = write_notebook(*CELLS)
    configure(tmp_path, 'select = ["NB2", "NB3"]\nignore = ["star-import"]')
    assert codes(path) == ["NB305", "NB301"]
    assert codes(path, ignore=("NB305",)) == ["NB301"]
    assert codes(path, select=("NB2",)) == []


def test_notebooks_have_rules_of_their_own_and_findings_other_severities(
    write_notebook: WriteNotebook, tmp_path: Path
) -> None:
    (tmp_path / "drafts").mkdir()
    path, draft = write_notebook(*CELLS), write_notebook(*CELLS, name="drafts/nb.ipynb")
    configure(tmp_path, 'per-notebook-ignores = { "drafts/*" = ["NB3"] }\nseverity = { NB2 = "error", NB207 = "info" }')
    assert codes(draft) == ["NB207"]
    assert {f.code: f.severity for f in service.check(str(path)).findings}["NB207"] is Severity.INFO


def test_nearest_table_counts(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    (tmp_path / "inner" / "deep").mkdir(parents=True)
    path = write_notebook(*CELLS, name="inner/deep/nb.ipynb")
    configure(tmp_path, 'ignore = ["NB2"]\nfail-on = "never"')
    (tmp_path / "inner" / "pyproject.toml").write_text("[project]\nname = 'no table of ours'\n")
    assert find_configuration(str(path)).fail_on == "never"
    configure(tmp_path / "inner" / "deep", 'fail-on = "info"')
    assert find_configuration(str(path)).fail_on == "info"
    assert find_configuration(str(path)).ignore == ()


def test_notebook_in_memory_has_no_configuration(tmp_path: Path, write_notebook: WriteNotebook) -> None:
    path = write_notebook(*CELLS)
    configure(tmp_path, 'ignore = ["NB"]')
    assert codes(path) == []
    assert service.check(path.read_bytes()).findings


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "no key 'selct'; did you mean 'select'"),
        ("zzz = 1", "no key 'zzz'; known: select, extend-select, ignore"),
        ("select = 'NB1'", "select is no list of rules"),
        ("select = [1]", "select is no list of rules"),
        ("ignore = ['star-imports']", "ignore: no rule 'star-imports'; did you mean 'star-import'"),
        ("fail-on = 'bad'", "fail-on is 'bad'; known: error, warning, info, never"),
        ("severity = { NB301 = 'fatal' }", "severity.NB301 is 'fatal'; known: error, warning, info"),
        ("severity = []", "severity is no table"),
        ("per-notebook-ignores = { 'a' = ['NB999'] }", "per-notebook-ignores.'a': no rule 'NB999'"),
        ("select = [", "this is no TOML"),
    ],
)
def test_wrong_configuration_names_file_and_key(
    text: str, message: str, write_notebook: WriteNotebook, tmp_path: Path
) -> None:
    path = write_notebook("x = 1")
    configure(tmp_path, text)
    with pytest.raises(UsageError) as error:
        service.check(str(path))
    assert message in str(error.value)
    assert str(tmp_path / "pyproject.toml") in str(error.value)
