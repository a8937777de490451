"""`tests/test_checks.py` and `tests/test_schemas.py`: the modules that are the same in every package."""

from __future__ import annotations

TEST_CHECKS = '''"""Values of parameters are checked, converted and read from text as their type hints say."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest

from PACKAGE.checks import ParameterError, complete, derived, hint_name, matches, parse, read


@dataclass(frozen=True)
class Example:
    """Two parameters of which the second follows the first."""

    size: float = 0.25
    rest: float = derived(lambda size: 1 - size)
    days: tuple[int, ...] = (1, 2)
    start: datetime.date | None = None
    pairs: list[tuple[int, str]] = field(default_factory=list)
    ages: dict[int, set[int]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    single: tuple[int] = (0,)

    def __post_init__(self) -> None:
        complete(self)


def example(**given: Any) -> Example:
    """An example of values that are not all of the types that it wants."""
    return Example(**given)


def test_derived_default_follows_its_source_unless_it_is_given() -> None:
    assert (Example().rest, Example(size=0.5).rest, example(rest=...).rest) == (0.75, 0.5, 0.75)
    assert Example(rest=0.1).rest == 0.1


def test_what_json_cannot_say_is_converted() -> None:
    assert example(days=[3]).days == (3,)
    assert example(start="2020-02-03").start == datetime.date(2020, 2, 3)
    assert example(pairs=[[1, "a"], (2, "b")]).pairs == [(1, "a"), (2, "b")]
    assert example(ages={"7": [1], "8": []}).ages == {7: {1}, 8: set()}
    assert example(single=[3]).single == (3,)
    assert example(names={"7": "a"}).names == {7: "a"}
    assert read(Example, {"pairs": '[[1, "a"]]'}) == {"pairs": [(1, "a")]}


NONSENSE = [
    {"size": "0.5"},
    {"rest": None},
    {"days": ["a"]},
    {"days": 3},
    {"start": "soon"},
    {"pairs": [[1, "a", 2]]},
    {"ages": {"x": [1]}},
]


@pytest.mark.parametrize("given", NONSENSE)
def test_senseless_value_is_named(given: dict[str, Any]) -> None:
    (name,) = given
    with pytest.raises(ParameterError, match=f"^{name}: expected ") as error:
        Example(**given)
    assert str(error.value).endswith(f", got {given[name]!r}")


def test_unknown_name_gets_a_suggestion_or_the_list() -> None:
    assert read(Example, {"size": "1"}) == {"size": 1.0}
    with pytest.raises(ParameterError, match=r"no parameter 'sice'\\. Did you mean 'size'"):
        read(Example, {"sice": "1"})
    with pytest.raises(ParameterError, match="Known: size, rest, days, start, pairs, ages, names, single"):
        read(Example, {"xyzzy": "1"})


READABLE = [
    ("01234", str, "01234"),
    ("-5", int, -5),
    ("1", float, 1.0),
    *((word, bool, True) for word in ("true", "Yes", "on", "1")),
    *((word, bool, False) for word in ("false", "no", "off", "0")),
    ("[1, 2]", list[int], [1, 2]),
    ("1, 2", list[int], [1, 2]),
    ("1, 02", list[str], ["1", "02"]),
    ("1, a", list, [1, "a"]),
    ("a,", set[str], {"a"}),
    ("(1, 'a')", tuple[int, str], (1, "a")),
    ("[1]", tuple[int, ...], (1,)),
    ("{'a': 1}", dict[str, int], {"a": 1}),
    ('{"a": null}', dict, {"a": None}),
    ("b'x'", bytes, b"x"),
    ("None", int | None, None),
    ("null", int | None, None),
    ("none", int | None, None),
    ("7", int | None, 7),
    ("7", str | int, 7),
    ("x", str | int, "x"),
    ("b", Literal["a", "b"], "b"),
    ("2", Literal[1, 2], 2),
    ("2020-01-02", datetime.date, datetime.date(2020, 1, 2)),
    ("1 day, 12:30:00", datetime.timedelta, datetime.timedelta(days=1, hours=12, minutes=30)),
    ("-1:30", datetime.timedelta, -datetime.timedelta(minutes=90)),
    ("2 weeks 1.5 h 250 ms", datetime.timedelta, datetime.timedelta(weeks=2, hours=1.5, milliseconds=250)),
    ("a/b", Path, Path("a/b")),
    ("x", Any, "x"),
    ("[1]", Any, [1]),
]
UNREADABLE = [
    ("x", int),
    ("1.5", int),
    ("maybe", bool),
    ("[1, 'a']", list[int]),
    ("[a, b", list[str]),
    ("(1", tuple[int, ...]),
    ("{1", set[int]),
    ("a b", dict[str, int]),
    ("[('a', 1)]", dict[str, int]),
    ("(1,)", tuple[int, int]),
    ("x", int | None),
    ("c", Literal["a", "b"]),
    ("soon", datetime.date),
    ("24", datetime.timedelta),
    ("3 hats", datetime.timedelta),
]


@pytest.mark.parametrize(("text", "hint", "value"), READABLE)
def test_text_is_read(text: str, hint: Any, value: Any) -> None:
    found = parse(text, hint)
    assert found == value
    assert type(found) is type(value)
    assert matches(found, hint)


@pytest.mark.parametrize(("text", "hint"), UNREADABLE)
def test_senseless_text_is_refused(text: str, hint: Any) -> None:
    cls: Any = dataclass(type("Single", (), {"__annotations__": {"p": hint}, "p": None}))
    with pytest.raises(ParameterError, match="p: expected "):
        read(cls, {"p": text})


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (True, int),
        (True, float),
        (1, bool),
        (1.5, int),
        ("1", int),
        ((1,), list[int]),
        ((1, 2), tuple[int]),
        ([1], tuple[int]),
        ({1: 2}, dict[str, int]),
        ({"a": "b"}, dict[str, int]),
        ([("a", 1)], dict[str, int]),
        ({"a"}, set[int]),
        ([1], set[int]),
        (1, Literal["1"]),
        ("a", int | None),
        (1, str),
    ],
)
def test_value_of_another_type_does_not_match(value: Any, hint: Any) -> None:
    assert not matches(value, hint)


@pytest.mark.parametrize(
    ("value", "hint"),
    [(1, float), (None, None), ((1, 2), tuple[int, ...]), ((), tuple[int, ...]), (3, Any), (3, "text")],
)
def test_value_of_the_type_matches(value: Any, hint: Any) -> None:
    assert matches(value, hint)


def test_hints_have_short_names() -> None:
    hints = (int, list[Any], int | None, "text")
    assert [hint_name(hint) for hint in hints] == ["int", "list[Any]", "int | None", "text"]
'''

TEST_SCHEMAS = '''"""What a contract admits and what it rejects, on values made for it."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from PACKAGE.schemas import Array, Column, Frame, violations


class Numbers:
    """As much of an array as a contract looks at."""

    dtype = "float64"

    def __init__(self, *values: float, shape: tuple[int, ...] = ()) -> None:
        self.values = values
        self.shape = shape or (len(values),)
        self.size = len(values)

    def dropna(self) -> Numbers:
        return Numbers(*(value for value in self.values if not math.isnan(value)))

    def min(self) -> float:
        return min(self.values)

    def max(self) -> float:
        return max(self.values)

    def unique(self) -> tuple[float, ...]:
        return self.values


class Elements:
    """As much of a plain array as a contract looks at."""

    dtype = "float64"

    def __init__(self, *values: float) -> None:
        self.values = values
        self.size = len(values)

    def __eq__(self, other: object) -> Any:
        return [not math.isnan(value) for value in self.values]

    def __getitem__(self, chosen: list[bool]) -> Elements:
        return Elements(*(value for value, keep in zip(self.values, chosen, strict=True) if keep))


class Table:
    """As much of a frame as a contract looks at."""

    columns = ("a", "b")

    def __getitem__(self, name: str) -> Numbers:
        return Numbers(0)


LIMITED = Column("float64", minimum=1, maximum=3)
NAN = float("nan")


@pytest.mark.parametrize(
    ("column", "values", "broken"),
    [
        (LIMITED, Numbers(1, 3), []),
        (LIMITED, Numbers(), []),
        (LIMITED, Numbers(0.5, 2), ["goes down to 0.5, below 1"]),
        (LIMITED, Numbers(2, 3.5), ["goes up to 3.5, above 3"]),
        (LIMITED, Numbers(0, 4), ["goes down to 0, below 1", "goes up to 4, above 3"]),
        (LIMITED, Numbers(2, NAN, NAN), ["has 2 missing values"]),
        (Column("float64", nullable=True), Numbers(NAN), []),
        (Column("float64"), Numbers(-1e9, 1e9), []),
        (Column("int64"), Numbers(1), ["is float64, not int64"]),
        (Column(), Numbers(1), []),
        (Column("float64", categories=(1, 2)), Numbers(1, 1), []),
        (Column("float64", categories=(1, 2)), Numbers(1, 4, 3), ["has unknown values: 3, 4"]),
    ],
)
def test_column(column: Column, values: Any, broken: list[str]) -> None:
    assert column.violations(values) == broken


def test_missing_elements_of_plain_arrays_are_counted() -> None:
    assert Column("float64").violations(Elements(1, NAN, NAN)) == ["has 2 missing values"]


def test_columns_of_a_frame_are_checked_one_by_one() -> None:
    broken = Frame({"a": LIMITED, "b": Column(), "c": Column()}).violations(Table())
    assert broken == ["has no column 'c'", "column 'a' goes down to 0, below 1"]


def test_only_the_first_length_of_an_array_is_free() -> None:
    contract = Array(LIMITED, trailing=(2,))
    assert contract.violations(Numbers(1, 2, shape=(1, 2))) == []
    for shape in ((1, 1), (1, 3), (2,), (1, 2, 2)):
        assert contract.violations(Numbers(1, 2, shape=shape)) == [f"has the shape {shape}, not (any, 2)"]
        assert Array(LIMITED, trailing=None).violations(Numbers(1, 2, shape=shape)) == []


@pytest.mark.parametrize(
    ("contract", "field"), [(LIMITED, "dtype"), (Frame({}), "columns"), (Array(LIMITED), "values")]
)
def test_a_contract_cannot_be_changed(contract: Any, field: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(contract, field, None)


def test_violations_name_the_output() -> None:
    assert violations({"a": Array(LIMITED), "b": Array(LIMITED)}, {"a": Numbers(0)}) == ["a: goes down to 0, below 1"]
'''
