from __future__ import annotations

import json
import re
import shutil
import sys

import pytest

from nb2pipe.runs.jupyter import Kernel, kernel_of_interpreter
from nb2pipe.runs.twin import run_twin


@pytest.fixture
def package(tiny_run, write_notebook):
    source = write_notebook(
        ("size = 4", ["parameters"]),
        "from tiny.steps import data\nprint(data(size).rows)",
        "assert size < 9",
        name="run.ipynb",
    )
    (tiny_run.package / "notebooks").mkdir()
    shutil.move(source, tiny_run.package / "notebooks" / "run.ipynb")
    return tiny_run.package


def test_twin_runs_with_parameters_over_the_packages_steps(package, root, tmp_path):
    run = run_twin(package, root=root, folder=tmp_path / "out", overrides={"size": 2})
    assert run.error == ""
    cells = json.loads(run.notebook.read_text())["cells"]
    assert "".join(cells[2]["outputs"][-1]["text"]) == "rows made\n[0, 2]\n"
    assert run.page is None or "rows made" in run.page.read_text()


def test_failing_twin_names_the_cell_and_is_kept(package, root, tmp_path):
    run = run_twin(package, root=root, folder=tmp_path / "out", overrides={"size": 10})
    match = re.match(r"run\.ipynb, cell (\d): AssertionError", run.error)
    assert match
    cells = json.loads((tmp_path / "out" / "run.ipynb").read_text())["cells"]
    assert "".join(cells[int(match[1])]["source"]) == "assert size < 9"


def test_kernel_has_nothing_to_say_on_the_terminal(package, root, tmp_path, capfd):
    run_twin(package, root=root, folder=tmp_path / "out", overrides={})
    assert capfd.readouterr().err == ""


def test_kernel_is_that_of_the_steps_interpreter(tmp_path, monkeypatch):
    folder = tmp_path / "kernels" / "other"
    folder.mkdir(parents=True)
    spec = {"argv": ["/somewhere/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]}
    (folder / "kernel.json").write_text(json.dumps({**spec, "display_name": "Other", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    assert kernel_of_interpreter("/somewhere/bin/python") == Kernel("other", "/somewhere/bin/python")
    assert kernel_of_interpreter("/nowhere/bin/python") is None
    assert kernel_of_interpreter(sys.executable) is None
