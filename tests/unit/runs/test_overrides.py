from __future__ import annotations

import dataclasses
from contextlib import nullcontext
from datetime import date

import pytest

from nb2pipe.errors import UsageError
from nb2pipe.model.manifest import Manifest, ManifestParameter
from nb2pipe.runs.conversion import convert
from nb2pipe.runs.overrides import check_for_notebook, parse_overrides

MANIFEST = Manifest(
    name="tiny",
    version="0.1.0",
    notebook="tiny.ipynb",
    notebook_digest="",
    parameters=(
        ManifestParameter("test_size", "float", "0.25"),
        ManifestParameter("code", "str", "'x'"),
        ManifestParameter("depth", "int", "3"),
    ),
    steps=(),
    cells=(),
)


@pytest.mark.parametrize(
    ("text", "annotation", "value"),
    [
        ("3", "int", 3),
        ("1e3", "float", 1000.0),
        ("01234", "str", "01234"),
        ("", "str", ""),
        ("Yes", "bool", True),
        ("0", "bool", False),
        ("[1, 2]", "list[int]", [1, 2]),
        ("1,2", "list[int]", [1, 2]),
        ("[1, 2]", "list[float]", [1.0, 2.0]),
        ("(1, 'a')", "tuple[int, str]", (1, "a")),
        ("1,2,3", "tuple[int, ...]", (1, 2, 3)),
        ("a,b", "set[str]", {"a", "b"}),
        ("{'a': 1}", "dict[str, float]", {"a": 1.0}),
        ('{"a": null, "b": [true]}', "dict", {"a": None, "b": [True]}),
        ("none", "int | None", None),
        ("5", "int | None", 5),
        ("x", "int | str", "x"),
        ("1", "bool | int", 1),
        ("3", "float | int", 3),
        ("none", "Optional[str]", None),
        ("b", "Literal['a', 'b']", "b"),
        ("2020-01-01", "pd.Timestamp", "2020-01-01"),
        ("2020-01-01", "datetime.date", date(2020, 1, 1)),
        ("01234", "Path", "01234"),
        ("007", "Any", "007"),
        ("[1]", "Any", [1]),
    ],
)
def test_text_becomes_a_value_of_the_annotation(text, annotation, value):
    found = convert(text, annotation)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "annotation"),
    [
        ("x", "int"),
        ("soon", "date"),
        ("2020-13-01", "datetime.datetime"),
        ("1.0", "int"),
        ("2", "bool"),
        ("[1, 'x']", "list[int]"),
        ("[a, b]", "list[str]"),
        ("1,x", "list[int]"),
        ("[1]", "dict[str, int]"),
        ("c", "Literal['a', 'b']"),
        ("x", "int | None"),
    ],
)
def test_text_that_does_not_fit_is_refused(text, annotation):
    with pytest.raises(ValueError, match=r"."):
        convert(text, annotation)


def test_assignments_are_parsed_by_annotation():
    assert parse_overrides(MANIFEST, ["test-size=0.5", "code=a=b"]) == {"test_size": 0.5, "code": "a=b"}


@pytest.mark.parametrize(
    ("assignment", "message"),
    [
        (
            "test_sise=1",
            r"no parameter 'test_sise' in tiny; known: code, depth, test_size\. Did you mean 'test_size'\?",
        ),
        ("test_size", "expected NAME=VALUE, such as test_size=0.25"),
        ("test_size=x", "parameter test_size: 'x' is no float"),
        ("depth=2.5", "`depth: float = ...` in the parameters cell allows fractions"),
    ],
)
def test_bad_assignment_says_what_to_do(assignment, message):
    with pytest.raises(UsageError, match=message):
        parse_overrides(MANIFEST, [assignment])


@pytest.mark.parametrize(
    ("annotation", "value", "is_given"),
    [
        ("Any", 1j, False), ("Any", (1, 2), False), ("bytes", b"a", True), ("dict[str, Any]", {"a": {1}}, False),
        ("Any", {"a": [1, None]}, True), ("tuple[int, ...]", (1, 2), True), ("dict[int | str, int]", {1: 2}, False), ("dict[int, int]", {1: 2}, True), ("set[str]", {"a"}, True),
    ],
)  # fmt: skip
def test_run_notebook_is_given_only_what_it_can_read_back(annotation: str, value: object, *, is_given: bool) -> None:
    manifest = dataclasses.replace(MANIFEST, parameters=(ManifestParameter("x", annotation, "None"),))
    with nullcontext() if is_given else pytest.raises(UsageError, match="parameter x: the run notebook can't be given"):
        check_for_notebook(manifest, {"x": value})
