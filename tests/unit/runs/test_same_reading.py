"""`nb2pipe run -p` and the package's own command line read the same values out of the same texts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, Optional

import pytest

from nb2pipe.emitters.boilerplate.checks import CHECKS
from nb2pipe.runs.conversion import convert

_NAMES = {"Any": Any, "Literal": Literal, "Optional": Optional, "date": date, "Decimal": Decimal, "Path": Path}
HINTS = (
    """
Any|object|int|float|str|bool|complex|bytes|list|tuple|set|dict|date|Decimal|Path|list[int]|list[float]|list[str]|list[bool]
list[date]|list[Path]|list[list[int]]|tuple[int, int]|tuple[float, str]|tuple[int, ...]|set[str]|dict[str, int]
dict[str, float]|dict[int, str]|dict[str, Any]|dict[str, list[int]]|Optional[int]|Literal['a', 'b']|Literal[1, 2]
dict[float, int]|dict[tuple[int, int], str]|dict[str, dict[int, float]]|list[dict[int, str]]|set[date]|tuple[date, date]
dict[str, date]|dict[str, set[int]]|list[complex]
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
UNIONS = ["int | None", "str | None", "bool | int", "float | int", "int | str", "list[int] | None", "date | None"]
UNIONS += ["list[date | None]", "dict[int, str] | None", "date | str", "dict[int | str, int]"]
TEXTS = """
1;-1;0;1.5;1e3;true;True;null;None;none;NaN;inf;abc;01234;a,b;1,2;1.5,2;[1, 2];[1.0, 2];(1, 2);{'a': 1};{"a": 1};{"a": true}
["a", null];{1: 'x'};['a', 'b'];2024-01-05;2024-01-05,2024-02-01;b'x';1+2j;[[1], [2]];[];{};();a;{'a','b'};[[1, 2]];yes;'a'
{"3": "z"};[{"3": "z"}];{"a": {"3": 1}};{"1.5": 2};{"(1, 2)": "x"};{'a': (1, 2)};{'a': {1}};{"a": "2024-01-05"};["2024-01-05"]
1,a;None,1;[true];1_000; 5 ;;[1;"
""".replace("\n", ";").strip(";").split(";")  # fmt: skip


@pytest.fixture(scope="module")
def checks() -> Iterator[ModuleType]:
    module = ModuleType("checks_of_a_package")
    sys.modules[module.__name__] = module
    exec(CHECKS, vars(module))  # noqa: S102  # the text of an emitted module
    yield module
    del sys.modules[module.__name__]


def _told(value: object) -> str:
    """The value's text, which is one for equal sets, in whatever order they were filled."""
    if isinstance(value, (set, frozenset)):
        return f"{type(value).__name__}({sorted(map(_told, value))})"
    if isinstance(value, dict):
        return f"{type(value).__name__}({[(_told(key), _told(item)) for key, item in value.items()]})"
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__}({[*map(_told, value)]})"
    return repr(value)


@pytest.mark.parametrize("hint", [*HINTS, *UNIONS])
def test_texts_mean_the_same(checks: ModuleType, hint: str) -> None:
    kind = eval(hint, dict(_NAMES))  # noqa: S307  # a literal of this test

    def accepted(value: object) -> str:
        """The value as a step gets it."""
        adapted = checks._adapted(value, kind)
        return _told(adapted) if checks.matches(adapted, kind) else "refused"

    def of_run(text: str) -> str:
        try:
            return accepted(convert(text, hint))
        except ValueError:
            return "refused"

    def of_package(text: str) -> str:
        try:
            return accepted(checks.parse(text, kind))
        except checks._CONVERSION_ERRORS:
            return "refused"

    assert {text: of_run(text) for text in TEXTS} == {text: of_package(text) for text in TEXTS}
