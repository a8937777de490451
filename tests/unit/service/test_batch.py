from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nb2pipe import service
from nb2pipe.service.batch import map_notebooks
from tests.conftest import WriteNotebook


def shout(path: str) -> str:
    if path == "crash":
        os._exit(3)
    return path.upper()


def lament(path: str) -> str:
    return f"{path} died"


@pytest.mark.parametrize("jobs", [None, 1, 2])
def test_results_come_in_the_order_of_the_paths(jobs: int | None) -> None:
    paths = [f"p{number}" for number in range(20)]
    assert list(map_notebooks(shout, paths, died=lament, jobs=jobs)) == [path.upper() for path in paths]


def test_process_that_dies_takes_no_other_result_with_it() -> None:
    assert list(map_notebooks(shout, ["a", "crash", "b"], died=lament, jobs=2)) == ["A", "crash died", "B"]


def test_report_is_the_same_whatever_the_number_of_processes(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    for number in range(4):
        write_notebook(f"import random\nx = missing_{number} + random.random()", name=f"nb{number}.ipynb")
    (tmp_path / "broken.ipynb").write_text("{")
    one, two = (service.check_all([str(tmp_path)], jobs=jobs) for jobs in (1, 2))
    assert one.to_dict() == two.to_dict()
    alone = [service.check(tmp_path / f"nb{number}.ipynb").to_dict()["notebooks"] for number in range(4)]
    assert [[notebook] for notebook in two.to_dict()["notebooks"]] == alone  # type: ignore[attr-defined]
    assert [Path(checked.notebook.path).name for checked in one.notebooks] == [f"nb{n}.ipynb" for n in range(4)]
    assert list(one.unreadable) == [str(tmp_path / "broken.ipynb")]


@pytest.mark.slow
def test_interrupt_ends_all_processes(tmp_path: Path, write_notebook: WriteNotebook) -> None:
    cells = [f"x{i} = [i * 2 for i in range(9)]\nprint(x{i})" for i in range(60)]
    for number in range(200):
        write_notebook(*cells, name=f"{number}.ipynb")
    command = [sys.executable, "-m", "nb2pipe", "check", str(tmp_path), "--jobs", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    # The command, the tracker of its resources, the server that forks, and two workers.
    _wait_until(lambda: _count_alive(process.pid) >= 5)
    os.killpg(process.pid, signal.SIGINT)
    _, shown = process.communicate(timeout=60)
    assert (process.returncode, shown.decode().strip()) == (130, "interrupted")
    _wait_until(lambda: _count_alive(process.pid) == 0)


def _wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("waited for a minute")


def _count_alive(group: int) -> int:
    """How many processes of the group are more than a zombie."""
    listed = subprocess.run(["ps", "-eo", "pgid,stat"], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()[1:]]
    return sum(row[0] == str(group) and not row[1].startswith("Z") for row in rows)
