"""`tests/test_run.py`: what runs the steps, on steps made for the test."""

from __future__ import annotations

TEST_RUN = '''"""Steps run one after the other, from one folder, and what they give goes by name."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from PACKAGE import pipeline
from PACKAGE.parameters import Parameters
from PACKAGE.pipeline import Step, run, run_step

ONE = Step("one", lambda: [1], {}, (), ("a",))
TWO = Step("two", lambda a: (a, 2), {"a": "one"}, (), ("b", "c"))
NONE = Step("none", lambda: None, {}, (), ())


def test_what_a_step_gives_goes_by_name() -> None:
    results = {"one": run_step(ONE, Parameters(), {})}
    assert results["one"] == {"a": [1]}
    found = run_step(TWO, Parameters(), results)
    assert found == {"b": [1], "c": 2} and found["b"] is results["one"]["a"]
    assert run_step(NONE, Parameters(), {}) == {}


def test_a_step_that_gives_too_little_is_no_success() -> None:
    with pytest.raises(ValueError):
        run_step(Step("short", lambda: (1,), {}, (), ("a", "b")), Parameters(), {})


def test_every_step_starts_in_the_same_folder_and_tells_how_long_it_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    places: list[str] = []

    def wander() -> None:
        places.append(os.getcwd())
        os.chdir(tmp_path)

    steps = (Step("first", wander, {}, (), ()), Step("second", wander, {}, (), ()), ONE)
    monkeypatch.setattr(pipeline, "STEPS", steps)
    start, folder = time.perf_counter(), os.getcwd()
    results = run(Parameters(), on_step=lambda *told: heard.append((*told, os.getcwd())))
    taken = time.perf_counter() - start
    assert results == {"first": {}, "second": {}, "one": {"a": [1]}}
    assert [told[:2] for told in heard] == [(step, results[step.name]) for step in steps]
    assert places == [folder, folder] and {told[3] for told in heard} == {os.getcwd()} == {folder}
    assert min(told[2] for told in heard) >= 0 and sum(told[2] for told in heard) <= taken
'''
