from __future__ import annotations

import datetime
import importlib
import pathlib
import re
import sys

import pytest


@pytest.fixture
def load(build, write):
    """Emit parameters and import their module."""

    def load(*parameters):
        folder = write(build.plan(parameters=parameters, name="emitted"))
        sys.path.insert(0, str(folder / "src"))
        for name in [name for name in sys.modules if name.partition(".")[0] == "emitted"]:
            del sys.modules[name]
        importlib.invalidate_caches()
        try:
            return importlib.import_module("emitted.parameters").Parameters
        finally:
            sys.path.remove(str(folder / "src"))

    return load


def test_no_parameters(load):
    cls = load()
    assert cls() == cls.from_strings({})


def test_defaults_are_the_notebooks(load, build):
    cls = load(build.parameter("a = -1.5e3", "float"), build.parameter("b = None", "int | None"))
    assert (cls().a, cls().b) == (-1500.0, None)


def test_mutable_default_is_not_shared(load, build):
    cls = load(build.parameter("xs = [1]", "list[int]"))
    cls().xs.append(2)
    assert cls().xs == [1]


def test_call_is_evaluated_for_each_instance(load, build):
    cls = load(build.parameter("day = datetime.date(2020, 1, 1)", "datetime.date", imports="import datetime"))
    assert cls().day == datetime.date(2020, 1, 1)
    assert cls.from_strings({"day": "2021-02-03"}).day == datetime.date(2021, 2, 3)


def test_derived_default_follows_its_source(load, build):
    cls = load(
        build.parameter("test = 0.25", "float"),
        build.parameter("train = 1 - test", "Any", derived_from=["test"]),
        build.parameter("twice = [train for _ in range(2)]", "Any", derived_from=["train"]),
    )
    assert cls().twice == [0.75, 0.75]
    assert cls(test=0.5).twice == [0.5, 0.5]
    assert cls(test=0.5, train=0.9).twice == [0.9, 0.9]
    assert cls(train=...).train == 0.75
    assert cls.from_strings({"train": "0.1"}).twice == [0.1, 0.1]


def test_derived_default_that_cannot_be_computed_is_told_with_its_sources(load, build):
    cls = load(build.parameter("n = 2", "int"), build.parameter("share = 1 / n", "float", derived_from=["n"]))
    with pytest.raises(ValueError, match="share: cannot be computed from n = 0: ZeroDivisionError: division by zero"):
        cls.from_strings({"n": "0"})
    assert cls(n=0, share=0.5).share == 0.5


@pytest.mark.parametrize(
    ("hint", "default", "given", "value"),
    [
        ("dict[int, str]", "{}", '{"3": "z"}', {3: "z"}),
        ("dict[int, str] | None", "None", {"3": "z"}, {3: "z"}),
        ("dict[str, tuple[int, int]]", "{}", {"a": [1, 2]}, {"a": (1, 2)}),
        ("bytes", "b''", "b'x'", b"x"),
        ("tuple[int, int]", "(1, 2)", [3, 4], (3, 4)),
        ("set[str]", "set()", ["a"], {"a"}),
        ("datetime.date", "datetime.date(2020, 1, 1)", "2021-02-03", datetime.date(2021, 2, 3)),
        ("datetime.date | None", "None", "2021-02-03", datetime.date(2021, 2, 3)),
        ("pathlib.Path", "pathlib.Path('a')", "b/c.csv", pathlib.Path("b/c.csv")),
        ("list[str]", "[]", '["a"]', ["a"]),
    ],
)
def test_what_json_cannot_say_otherwise_is_converted(load, build, hint, default, given, value):
    cls = load(build.parameter(f"p = {default}", hint, imports="import datetime, pathlib"))
    assert cls(p=given).p == value


@pytest.mark.parametrize(
    ("hint", "given"),
    [("int", "3"), ("datetime.date", "soon"), ("tuple[int, int]", [1]), ("str", 5), ("list[int]", "1")],
)
def test_value_of_another_type_is_not_converted(load, build, hint, given):
    cls = load(build.parameter("p = None", hint, imports="import datetime"))
    with pytest.raises(ValueError, match=rf"p: expected .*, got {re.escape(repr(given))}"):
        cls(p=given)


@pytest.mark.parametrize(
    ("hint", "default", "text", "value"),
    [
        ("str", "''", "01234", "01234"),
        ("str | None", "None", "01234", "01234"),
        ("str | None", "'a'", "None", None),
        ("Any", "1", "01234", "01234"),
        ("Any", "1", "[1, 'a']", [1, "a"]),
        ("int", "1", "-5", -5),
        ("float", "1.0", "1", 1.0),
        ("bool", "True", "no", False),
        ("int | None", "None", "7", 7),
        ("int | str", "1", "x", "x"),
        ("list[int]", "[]", "[1, -2]", [1, -2]),
        ("dict[str, float]", "{}", "{'a': 1}", {"a": 1}),
        ("tuple[int, str]", "(1, 'a')", "(2, 'b')", (2, "b")),
        ("tuple[int, ...]", "()", "(2, 3)", (2, 3)),
        ("tuple[int, ...]", "()", "2, 3", (2, 3)),
        ("list[str]", "[]", "a, 01", ["a", "01"]),
        ("dict", "{}", '{"a": null}', {"a": None}),
        ("bytes", "b''", "b'a'", b"a"),
        ("int", "1", "123456789012345678901234567890", 123456789012345678901234567890),
        ("float", "1.0", "-inf", float("-inf")),
        ("str", "''", "two\nlines \"quoted\" 'too'", "two\nlines \"quoted\" 'too'"),
        ("bool", "False", "on", True),
        ("set[int]", "set()", "{1}", {1}),
        ("list", "[]", "[1]", [1]),
    ],
)
def test_text_is_read_as_the_type_says(load, build, hint, default, text, value):
    cls = load(build.parameter(f"p = {default}", hint))
    read = cls.from_strings({"p": text}).p
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("hint", "default", "text"),
    [
        ("int", "1", "1.5"),
        ("int", "1", ""),
        ("float", "1.0", "much"),
        ("bool", "True", "maybe"),
        ("list[int]", "[]", "['a']"),
        ("list[int]", "[]", "1, b"),
        ("dict[str, int]", "{}", "{1: 1}"),
        ("int | None", "None", "x"),
    ],
)
def test_text_that_makes_no_sense_is_rejected(load, build, hint, default, text):
    cls = load(build.parameter(f"p = {default}", hint))
    with pytest.raises(ValueError, match=r"p: expected .*, got"):
        cls.from_strings({"p": text})


@pytest.mark.parametrize(
    ("hint", "default", "value"), [("int", "1", True), ("int", "1", 1.0), ("bool", "True", 1), ("str", "''", 3)]
)
def test_value_of_another_type_is_rejected(load, build, hint, default, value):
    with pytest.raises(ValueError, match="p: expected"):
        load(build.parameter(f"p = {default}", hint))(p=value)


@pytest.mark.parametrize(
    ("hint", "given", "way_out"), [("int", 2.5, "`p: float = ...` .* fractions"), ("str", 7, "`papermill -r p VALUE`")]
)
def test_number_of_another_type_has_a_way_out(load, build, hint, given, way_out):
    with pytest.raises(ValueError, match=way_out):
        load(build.parameter("p = None", hint))(p=given)


def test_integer_is_a_float_and_stays_what_it_is(load, build):
    cls = load(build.parameter("p = 0.5", "float"))
    assert type(cls(p=1).p) is int


def test_unknown_name_is_an_error_with_a_suggestion(load, build):
    cls = load(build.parameter("test_size = 0.5", "float"))
    with pytest.raises(ValueError, match="Did you mean 'test_size'"):
        cls.from_strings({"testsize": "1"})


def test_comment_becomes_the_documentation_of_the_field(build, write):
    folder = write(build.plan(parameters=[build.parameter("a = 1", "int", comment="# how many")]))
    assert "    #: how many\n    a: int = 1\n" in (folder / "src/churn/parameters.py").read_text()


@pytest.mark.parametrize(
    "names", [["field", "str", "int", "Mapping", "read"], ["Any", "dataclass", "complete", "derived", "list"]]
)
def test_parameters_may_have_the_names_of_builtins_and_helpers(load, build, names):
    extra = [
        build.parameter("tail = [1]", "list[int]"),
        build.parameter("some = 1", "Any"),
        build.parameter("total = len(tail)", "Any", derived_from=["tail"]),
    ]
    cls = load(*[build.parameter(f"{name} = 'x'", "str") for name in names], *extra)
    assert getattr(cls.from_strings({"tail": "[2, 3]", names[0]: "y"}), names[0]) == "y"
    assert cls(tail=[1, 2]).total == 2


def test_parameter_may_have_the_name_of_its_type(load, build):
    cls = load(
        build.parameter("date = date(2020, 1, 1)", "date", imports="from datetime import date"),
        build.parameter("end = date(2021, 1, 1)", "date", imports="from datetime import date"),
    )
    assert cls().end.year == 2021
