"""What runs in the worker, here called in this process."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from nb2pipe.runs.inside.artifacts import UnpicklableError, UnreadableError, dump, load
from nb2pipe.runs.inside.culprits import find_culprit
from nb2pipe.runs.inside.plain import in_json, metric, plain
from nb2pipe.runs.inside.returning import FrameKeeper
from nb2pipe.runs.inside.step import _show_in_no_browser


class Client:
    def __init__(self):
        self.name = "c"
        self._ssl = threading.Lock()


def build():
    return lambda: None


@pytest.mark.parametrize(
    ("value", "path", "what"),
    [
        ({"client": Client()}, "v['client']._ssl", "of type lock"),
        ([1, (2, build())], "v[1][1]", "the lambda in build()"),
        ((i for i in []), "v", "of type generator"),
    ],
)
def test_culprit_is_the_innermost_part(value, path, what):
    culprit = find_culprit(value, "v")
    assert (culprit.path, culprit.what) == (path, what)
    assert culprit.reason


def test_what_can_be_pickled_has_no_culprit():
    assert find_culprit({"a": [1, {2}]}, "v") is None


def test_artifact_that_cannot_be_stored_leaves_no_file(tmp_path):
    with pytest.raises(UnpicklableError, match=r"output 'b' can't be stored: b\[0\] is of type lock"):
        dump({"a": 1, "b": [threading.Lock()]}, str(tmp_path / "x" / "b.pkl"))
    assert not list(tmp_path.rglob("*.p*"))


def test_nested_function_of_a_library_is_stored_by_its_code(tmp_path):
    kernels = pytest.importorskip("statsmodels.sandbox.nonparametric.kernels")
    path = str(tmp_path / "kernel.pkl")
    kernel = kernels.Gaussian(h=0.5)
    dump({"kernel": kernel, "same": kernel}, path)
    values = load(path)
    assert values["kernel"](1.5) == kernel(1.5)
    assert values["kernel"] is values["same"]


def test_artifact_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "a+b.pkl").write_bytes(b"not a pickle")
    with pytest.raises(UnreadableError, match=r"the stored a\+b\.pkl can't be read back"):
        load(str(tmp_path / "a+b.pkl"))


def test_variables_are_those_at_the_return():
    def function(a):
        b = [a]
        b.append(2)
        captured = b
        del a
        return [captured for _ in range(1)]

    with FrameKeeper(function.__code__) as keeper:
        function(1)
    assert keeper.variables() == {"b": [1, 2], "captured": [1, 2]}


def test_keeping_a_frame_does_not_slow_the_body_down():
    def work():
        def small(i):
            return i + 1

        total = 0
        for i in range(200_000):
            total = small(total) + i
        return total

    def seconds(keeper):
        started = time.process_time()
        with keeper:
            work()
        return time.process_time() - started

    plain_time = min(seconds(threading.Lock()) for _ in range(5))
    assert min(seconds(FrameKeeper(work.__code__)) for _ in range(5)) < 2 * plain_time


def test_plain_is_what_strict_json_holds():
    assert plain({"a": (1, float("inf")), "b": {1}}) == {"a": [1, "inf"], "b": "{1}"}


def test_metrics_are_numbers_truth_values_and_short_texts():
    numpy = pytest.importorskip("numpy")
    values = [1, 1.5, True, "ok", numpy.int64(3), numpy.float64(0.5), numpy.bool_(True), "x" * 999, [1], None]
    assert [metric(value) for value in values] == [1, 1.5, True, "ok", 3, 0.5, True, None, None, None]


def test_parameters_are_what_json_can_hold() -> None:
    day = datetime.date(2020, 1, 2)
    assert in_json({"a": {3, 1}, "b": [(1, day)], 7: None, "p": Path("x")}) == {
        "a": [1, 3],
        "b": [[1, "2020-01-02"]],
        "7": None,
        "p": "x",
    }


def test_files_that_the_code_makes_are_not_among_those_that_it_opens(tmp_path):
    (tmp_path / "given.txt").write_text("1")
    (tmp_path / "old.db").write_bytes(b"")
    code = (
        "import os, sqlite3\n"
        f"os.chdir({str(tmp_path)!r})\n"
        "from nb2pipe.runs.inside.opened import OpenedFiles\n"
        "opened = OpenedFiles(os.getcwd())\n"
        "open('given.txt').close()\n"
        "open('made.txt', 'w').close(); open('made.txt').close()\n"
        "os.remove('old.db'); sqlite3.connect('old.db').close()\n"
        "sqlite3.connect('new.db').close(); sqlite3.connect('new.db').close()\n"
        "opened.write('paths.json')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert json.loads((tmp_path / "paths.json").read_text()) == ["given.txt", "."]


@pytest.mark.parametrize(("chosen", "used"), [("", ""), ("svg", "browser")])
def test_plotly_opens_no_browser(chosen: str, used: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plotly = SimpleNamespace(renderers=SimpleNamespace(default="browser"))
    monkeypatch.setitem(sys.modules, "plotly", plotly)
    monkeypatch.setitem(sys.modules, "plotly.io", plotly)
    monkeypatch.setenv("PLOTLY_RENDERER", chosen)
    _show_in_no_browser()
    assert plotly.renderers.default == used
