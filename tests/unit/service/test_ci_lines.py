"""The commands of the emitted CI files, one after the other, in a clean copy of the package.

All but those that install, which need an index: what they would install is what runs the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from nb2pipe import service
from nb2pipe.emitters.ci import GITHUB_WORKFLOW, GITLAB_PIPELINE
from nb2pipe.model.packaging import Ci
from tests.conftest import WriteNotebook

Line = tuple[str, str, list[str]]


@pytest.fixture
def traced(write_notebook: WriteNotebook, tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text("a\n1\n2\n")
    return write_notebook(
        ("import csv\nwith open('rows.csv') as file:\n    rows = list(csv.DictReader(file))", ["step:data"]),
        ("total = sum(int(row['a']) for row in rows)", ["step:train"]),
    )


@pytest.mark.slow
@pytest.mark.parametrize("ci", [Ci.GITHUB, Ci.GITLAB])
def test_the_commands_succeed_and_leave_the_report_behind(traced: Path, tmp_path: Path, ci: Ci) -> None:
    service.export(str(traced), directory=str(tmp_path / "out"), name="added", ci=ci, trace=True)
    checkout = tmp_path / "elsewhere" / "checkout"
    shutil.copytree(tmp_path / "out", checkout)
    lines = list(_github(checkout) if ci is Ci.GITHUB else _gitlab(checkout))
    assert [text for text, _, _ in lines if "pytest" in text or "--out" in text] == [text for text, _, _ in lines]
    assert len(lines) == 2
    for text, folder, shell in lines:
        done = subprocess.run(
            [*shell, text],
            cwd=checkout / folder,
            env=_environment(checkout),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (checkout / "reports" / "tests.xml").is_file()
    assert '"total": 3' in (checkout / "reports" / "run" / "results.json").read_text()


def _github(checkout: Path) -> Iterator[Line]:
    for step in _read(checkout / GITHUB_WORKFLOW)["jobs"]["pipeline"]["steps"]:
        if "run" in step and step["name"] != "Install":
            # As https://docs.github.com/actions says of `shell: bash`, and of no `shell`.
            options = ["--noprofile", "--norc", "-eo", "pipefail"] if "shell" in step else ["-e"]
            yield step["run"], step.get("working-directory", "."), ["bash", *options, "-c"]


def _gitlab(checkout: Path) -> Iterator[Line]:
    job = _read(checkout / GITLAB_PIPELINE)["pipeline"]
    assert all("pip install" in line for line in job["before_script"])
    yield from ((line, ".", ["sh", "-e", "-c"]) for line in job["script"])


def _read(path: Path) -> Any:
    return YAML(typ="safe").load(path)


def _environment(checkout: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        # In place of the installed package.
        "PYTHONPATH": str(checkout / "src"),
        "GITHUB_WORKSPACE": str(checkout),
        "CI_PROJECT_DIR": str(checkout),
    }
