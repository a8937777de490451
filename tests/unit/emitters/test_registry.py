"""One contract for every emitter."""

from __future__ import annotations

import json

import libcst as cst
import pytest

from nb2pipe.emitters import EMITTERS, emitter_named
from nb2pipe.errors import UsageError


@pytest.fixture(params=sorted(EMITTERS))
def emit(request):
    return EMITTERS[request.param]


@pytest.fixture
def plan(build):
    size = build.parameter("size = 3", "int")
    load = build.step("load", "xs = list(range(size))", outputs=["xs: list[int]"], parameters=[size])
    fit = build.step("fit", "n = sum(xs)", kind="train", inputs=["xs: list[int] <- load"], outputs=["n: int"])
    return build.plan(load, fit)


def test_python_files_parse(emit, plan):
    for path, data in emit(plan, version="1.2.3", lock="").files.items():
        if path.endswith(".py"):
            cst.parse_module(data)


def test_json_files_parse(emit, plan):
    for path, data in emit(plan, version="1.2.3", lock="").files.items():
        if path.endswith((".json", ".ipynb")):
            json.loads(data)


def test_same_plan_gives_same_bytes(emit, plan):
    assert emit(plan, version="1.2.3", lock="x==1") == emit(plan, version="1.2.3", lock="x==1")


def test_paths_are_relative_and_files_end_with_a_newline(emit, plan):
    files = emit(plan, version="1.2.3", lock="x==1\n").files
    assert all(not path.startswith(("/", "./", "../")) for path in files)
    assert all(data.endswith(b"\n") for data in files.values() if data)


def test_empty_plan_is_emitted(emit, build):
    assert emit(build.plan(), version="1.2.3", lock="").files


def test_unknown_emitter_is_an_error_with_a_suggestion():
    with pytest.raises(UsageError, match="Did you mean 'package'"):
        emitter_named("pakage")


def test_known_emitter_is_found():
    assert emitter_named("package") is EMITTERS["package"]
