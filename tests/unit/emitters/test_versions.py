from __future__ import annotations

import msgspec
import pytest

from nb2pipe.emitters import emit_package
from nb2pipe.emitters.versions import Difference, Export, Level, compare_exports, next_version
from nb2pipe.model.manifest import Manifest


def export_of(plan, *, lock=""):
    files = dict(emit_package(plan, version="0.1.0", lock=lock).files)
    return Export(msgspec.json.decode(files["pipeline.json"], type=Manifest), files)


@pytest.fixture
def compared(build):
    """Level and text of every difference between two plans."""

    def compare(old, new, *, old_lock="", new_lock=""):
        found = compare_exports(export_of(old, lock=old_lock), export_of(new, lock=new_lock))
        return [(each.level.name, each.text) for each in found]

    return compare


@pytest.fixture
def size(build):
    return build.parameter("size = 3", "int")


def test_nothing_differs_from_itself(build, compared, size):
    plan = build.plan(build.step("fit", "m = size", parameters=[size], outputs=["m: int"]))
    assert compared(plan, plan) == []


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("size = 4", [("PATCH", "Parameter `size`: the default `3` is now `4`.")]),
        ("size: float = 3", [("MAJOR", "Parameter `size`: `int` is now `float`.")]),
        ("size: Any = 3", [("PATCH", "Parameter `size`: `int` is now `Any`.")]),
    ],
)
def test_parameters_are_compared(build, compared, size, after, expected):
    left, _, default = after.partition(" = ")
    new = build.parameter(f"size = {default}", left.partition(": ")[2] or "int")
    assert compared(build.plan(parameters=[size]), build.plan(parameters=[new])) == expected


def test_parameters_come_and_go(build, compared, size):
    assert compared(build.plan(), build.plan(parameters=[size])) == [
        ("MINOR", "Parameter `size` added: `int`, by default `3`.")
    ]
    assert compared(build.plan(parameters=[size]), build.plan()) == [("MAJOR", "Parameter `size` removed.")]


@pytest.mark.parametrize(
    ("outputs", "body", "expected"),
    [
        (["m: int"], "m = 1", []),
        (["m: int"], "m = 2", [("PATCH", "Step `fit`: code changed.")]),
        (["m: int"], "m = 1  # why", [("PATCH", "Step `fit`: comments or layout changed.")]),
        (["m: float"], "m = 1", [("MAJOR", "Step `fit`: output `m` is now `float` instead of `int`.")]),
        (["m"], "m = 1", [("PATCH", "Step `fit`: output `m` is now `Any` instead of `int`.")]),
        (["m: int", "n"], "m = n = 1", [("MINOR", "Step `fit`: output `n` added and code changed.")]),
        ([], "m = 1", [("MAJOR", "Step `fit`: output `m` removed and code changed.")]),
    ],
)
def test_steps_are_compared(build, compared, outputs, body, expected):
    old = build.plan(build.step("fit", "m = 1", outputs=["m: int"]))
    assert compared(old, build.plan(build.step("fit", body, outputs=outputs))) == expected


def test_a_step_under_another_name_is_the_same_step(build, compared, size):
    def step(name, body="m, n = size, 2"):
        return build.step(name, body, parameters=[size], outputs=["m: int", "n: int"])

    old = build.plan(step("fit"), parameters=[size])
    renamed = compared(old, build.plan(step("boosted"), parameters=[size]))
    assert renamed == [("MAJOR", "Step `fit` is now called `boosted`.")]
    other = compared(old, build.plan(step("boosted", "m, n = size, 3"), parameters=[size]))
    assert other == [("MAJOR", "Step `fit` removed."), ("MINOR", "Step `boosted` added.")]
    twice = compared(old, build.plan(step("one"), step("two"), parameters=[size]))
    assert [text for _, text in twice] == ["Step `fit` removed.", "Step `one` added.", "Step `two` added."]


def test_steps_come_and_go_and_move(build, compared):
    one, two = build.step("one", "1"), build.step("two", "2")
    assert ("MINOR", "Step `two` added.") in compared(build.plan(one), build.plan(one, two))
    assert ("MAJOR", "Step `two` removed.") in compared(build.plan(one, two), build.plan(one))
    moved = build.step("one", "1", kind="train")
    assert compared(build.plan(one), build.plan(moved))[0] == (
        "MAJOR",
        "Step `one`: `churn.steps.data:one` is now `churn.steps.train:one`.",
    )


def test_shared_functions_are_named(build, compared):
    def plan(body):
        library = build.definition(f"def square(x):\n    return {body}")
        return build.plan(build.step("a", "b = square(1)", from_library=("square",)), library=(library,))

    assert compared(plan("x * x"), plan("x**2")) == [("PATCH", "`square` in `src/churn/library.py` changed.")]


def test_a_renamed_function_is_one_difference(build, compared):
    def plan(name):
        library = build.definition(f"def {name}(x):\n    return x and {name}(x - 1)")
        return build.plan(build.step("a", "b = 1"), library=(library,))

    expected = [("PATCH", "`square` in `src/churn/library.py` is now `power`.")]
    assert compared(plan("square"), plan("power")) == expected


def test_dependencies_are_named(build, compared):
    plan = build.plan()
    assert compared(plan, plan, old_lock="a==1\nb==1\n", new_lock="a==2\nc==1 --hash=sha256:0\n") == [
        ("PATCH", "Dependencies: `a` 1 is now 2, `c` 1 added and `b` removed.")
    ]
    spelled = compared(plan, plan, old_lock="Jinja2==3\nmore_itertools==1\n", new_lock="jinja2==3\nmore-itertools==2\n")
    assert spelled == [("PATCH", "Dependencies: `more-itertools` 1 is now 2.")]


def test_other_files_are_named_if_nothing_else_differs(build, compared):
    assert compared(build.plan(title="A"), build.plan(title="B")) == [("PATCH", "Renewed: `README.md`.")]


@pytest.mark.parametrize(
    ("levels", "version"),
    [((), "1.2.3"), ((0,), "1.2.4"), ((1, 0), "1.3.0"), ((0, 2, 1), "2.0.0")],
)
def test_the_greatest_difference_decides(levels, version):
    assert next_version("1.2.3", [Difference(Level(level), "") for level in levels]) == version


def test_versions_of_people_are_read_as_far_as_possible():
    assert next_version("2.1", [Difference(Level.PATCH, "")]) == "2.1.1"
    assert next_version("unreleased", [Difference(Level.MINOR, "")]) == "0.1.0"
