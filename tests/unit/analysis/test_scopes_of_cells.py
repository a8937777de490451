"""Names that a cell binds and needs, by Python's rules for scopes."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of


@pytest.mark.parametrize(
    ("source", "defs", "refs"),
    [
        ("def first[T: Bound](items: list[T]) -> T:\n    return T\nfirst([1])", {"first"}, set()),
        ("def first[T](items: list[T], n: int = size) -> T:\n    return items[n]", {"first"}, {"size"}),
        ("class Stack[T](Base[T]):\n    top: T\n    def pop(self) -> T: ...", {"Stack"}, {"Base"}),
        ("type Pair[A, *B, **C] = tuple[A, Other]", {"Pair"}, set()),
        ("class A:\n    label = __qualname__ + __module__", {"A"}, set()),
        ("class A:\n    def who(self):\n        return __class__\nA().who()", {"A"}, set()),
        ("class A:\n    size = 1\n    area = [size for _ in range(3)]", {"A"}, {"size"}),
        ("class A:\n    sizes = [1]\n    areas = [s for s in sizes]", {"A"}, set()),
        ("class A:\n    def __repr__(self):\n        return label\na = A()\na", {"A", "a"}, {"label"}),
        ("class A:\n    class B: ...\n    class C(B, key=size): ...", {"A"}, {"size"}),
        ("class A:\n    class B: ...\n    class C[T](B):\n        made = B()", {"A"}, {"B"}),
        ("class A:\n    class B: ...\n    def make[T](self, of: B = B()) -> B: ...", {"A"}, set()),
        ("class A:\n    for i in [1]:\n        pass\n    del i", {"A"}, set()),
        ("match shape:\n    case {'w': w, **rest}: ...\n    case Box(h, d=d) as box: ...", {"w", "rest", "h", "d", "box"},
         {"shape", "Box"}),
        ("total = sum((last := v) for v in values)", {"total", "last"}, {"values"}),
        ("f'{price:{width}.{digits}f} {unit!r}'", set(), {"price", "width", "digits", "unit"}),
        ("exec('area = width * height')", {"area"}, {"width", "height"}),
        ("area = eval('width * height')", {"area"}, {"width", "height"}),
        ("area = globals()['width']", {"area"}, {"width"}),
        ("globals()['area'] = width", {"area"}, {"width"}),
        ("globals().update(area=1)", {"area"}, set()),
    ],
)  # fmt: skip
def test_cell_binds_and_needs(source: str, defs: set[str], refs: set[str]) -> None:
    (facts,) = analysis_of(source).cells
    assert (set(facts.defs), set(facts.refs)) == (defs, refs)


def test_class_body_that_may_bind_a_name_falls_back_to_the_notebooks() -> None:
    facts = analysis_of("size = 1", "class A:\n    if wide:\n        size = 2\n    area = size").cells[1]
    assert "size" in facts.refs


@pytest.mark.parametrize(
    "change",
    ["df['v'] = 1", "df.v = 1", "del df['v']", "df.v.w[0] += 1", "df.append(1)", "for df['v'] in range(2): ..."],
)
def test_change_of_a_name_that_nothing_has_bound_is_a_change(change: str) -> None:
    (facts,) = analysis_of(change).cells
    assert facts.mutates == ("df",)
    assert facts.role == "untagged"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("%timeit -n 10 area(x)", {"x", "area"}), ("%%timeit\narea(x)", {"x", "area"}), ("x?", {"x"}), ("!ls {x}", {"x"}),
        ("!echo $x", {"x"}), ("%store x", {"x"}), ("%lprun -f area area(x)", {"x", "area"}), ("!echo $HOME", set()),
    ],
)  # fmt: skip
def test_magic_that_is_dropped_needs_what_it_names(source: str, names: set[str]) -> None:
    analysis = analysis_of("x = 1\ndef area(v): ...", source)
    assert set(analysis.cells[1].refs) == names
    assert not analysis.cells[1].reads


@pytest.mark.parametrize(
    ("source", "certainty", "may_mutate"),
    [
        ("total = len(items)", "certain", ()),
        ("from lab import tidy\ntidy(items)", "assumed", ("items",)),
        ("from lab import load\ntable = load()\ntable.reindex(items)", "certain", ()),
        ("import statsmodels.api as sm\nr = sm.OLS(items).fit()\nfor i in items: r = r.append(i)", "certain", ()),
        ("exec(text)", "open", ()),
        ("from lab import *", "open", ()),
    ],
)
def test_facts_say_how_much_they_know(source: str, certainty: str, may_mutate: tuple[str, ...]) -> None:
    facts = analysis_of("items = []\ntext = open('a').read()", source).cells[1]
    assert (facts.certainty, facts.may_mutate) == (certainty, may_mutate)


def test_calls_of_functions_that_the_cell_calls_stand_apart() -> None:
    facts = analysis_of("import pandas as pd", "def load():\n    return pd.read_csv('a.csv')", "load().head()").cells[2]
    assert facts.calls == (".head",)
    assert facts.calls_inside == ("pandas.read_csv",)


def test_value_holds_its_class_but_not_the_methods() -> None:
    facts = analysis_of("class A:\n    def go(self): ...", "a = A()").cells[1]
    assert facts.writes["a"].holds == {"A"}  # type: ignore[index]  # a plain string is a name
