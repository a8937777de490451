from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from nb2pipe.errors import RunError, UnreadableNotebook
from nb2pipe.runs.describe import describe
from nb2pipe.runs.jupyter import read_document
from nb2pipe.runs.kernel import NotebookRequest, run_notebook


def value(description):
    """What a description of a leaf or of leaves says."""
    return description[0][2]


@pytest.fixture
def run(write_notebook, root, clock):
    def run_cells(*cells, **fields):
        path = write_notebook(*cells)
        return run_notebook(NotebookRequest(notebook=path, root=root, package="tiny", **fields), now=clock)

    return run_cells


def test_variables_are_described_as_they_were_after_their_cell(run):
    result = run(
        ("a = 1\nb = 2", ["parameters"]),
        "#md Markdown counts among the cells.",
        "x = [a]\nclass A: pass\nitem = A()",
        ("1 / 0", ["raises-exception"]),
        "x.append(b)",
        captures={2: ("x", "absent", "item"), 4: ("x",)},
        overrides={"a": 10},
    )
    assert sorted(result.captures) == [(2, "item"), (2, "x"), (4, "x")]
    assert result.captures[2, "x"] == describe([10])
    assert result.captures[4, "x"] == describe([10, 2])
    assert result.captures[2, "item"][0][1] == "A"


def test_kernel_that_does_not_start_is_an_error_with_its_last_words(run, root):
    (root / "types.py").write_text("raise RuntimeError('hides a module of Python')")
    with pytest.raises(
        RunError, match=r"(?s)nb\.ipynb: the kernel 'python3' doesn't start: .*hides a module of Python"
    ):
        run("x = 1")


def test_capturing_leaves_no_trace(run):
    result = run(
        "before = set(dir()); 41 + 1",
        "import math\ntraces = sorted(set(dir()) - before); last, count = _, len(In)",
        captures={0: ("before",)},
        wants_final=True,
    )
    assert sorted(result.final) == ["before", "count", "last", "traces"]
    # What IPython itself adds, and the variable of the first cell.
    assert set(value(result.final["traces"])) <= {"_1", "_i2", "before", "math"}
    assert [value(result.final[name]) for name in ("last", "count")] == [42, 3]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (("def f():\n    return 1 / 0", "x = 1\n\nf()"), r"nb\.ipynb, cell 1, line 3: ZeroDivisionError: division"),
        (("x = 1\nx x",), r"nb\.ipynb, cell 0, line 2: SyntaxError"),
        (
            ("import os\nos.kill(os.getpid(), 9)",),
            r"nb\.ipynb, cell 0: the kernel's process was ended by SIGKILL; was there",
        ),
    ],
)
def test_error_names_the_place(run, cells, message):
    with pytest.raises(RunError, match=message):
        run(*cells)


def test_what_the_notebook_has_started_in_the_background_ends_with_it(run):
    result = run(
        "import subprocess, sys",
        "sleeper = [sys.executable, '-c', 'import time; time.sleep(600)']",
        "number = subprocess.Popen(sleeper, start_new_session=True).pid",
        captures={2: ("number",)},
    )
    assert not psutil.pid_exists(value(result.captures[2, "number"]))


@pytest.mark.parametrize(
    "text",
    ['{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "cells": []}', '{"nbformat": 3, "cells": 1}', "[]", "{}"],
)
def test_what_is_no_notebook_of_its_format_is_unreadable(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.ipynb"
    path.write_text(text)
    with pytest.raises(UnreadableNotebook):
        read_document(path)
