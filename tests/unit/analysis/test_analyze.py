"""Whatever the notebook is, analysis ends with facts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nb2pipe.model.analysis import Analysis
from nb2pipe.model.effects import EffectKind
from tests.support.cases import case_paths, read_case
from tests.support.notebooks import analysis_of

_CASES = tuple(tuple(cell.source for cell in read_case(path).cells) for path in case_paths())


def is_too_complex(analysis: Analysis) -> bool:
    return any(effect.kind is EffectKind.TOO_COMPLEX for facts in analysis.cells for effect in facts.effects)


def test_recursion_ends() -> None:
    analysis = analysis_of("def f(n):\n    log.append(n)\n    return f(n - 1) if n else 0", "log = []", "f(3)", "log")
    assert analysis.slice_of(3) == (0, 1, 2, 3)


def test_mutual_recursion_ends() -> None:
    analysis = analysis_of(
        "k = 1", "def f(n):\n    return g(n)\ndef g(n):\n    return f(n - 1) if n > k else 0", "y = f(3)"
    )
    assert 0 in analysis.slice_of(2)


def test_object_that_holds_itself_is_followed_once() -> None:
    assert analysis_of("a = []\na.append(a)", "a[0][0].append(1)", "y = a").slice_of(2) == (0, 1, 2)


#: `analysis.facts.constant_name` recurses without a net.
@pytest.mark.parametrize(
    "source",
    [
        "x = " + "(" * 90 + "1" + ")" * 90,
        "x = " + "[" * 90 + "]" * 90,
        pytest.param("x = " + "-" * 3000 + "1"),
        pytest.param("x = " + " + ".join(["1"] * 3000)),
        "x = a" + ".b" * 3000,
        "x = f" + "()" * 3000,
        "".join("    " * i + "if a:\n" for i in range(95)) + "    " * 95 + "pass",
        "x = " + "lambda: " * 500 + "1",
        pytest.param("x = " + "not " * 2000 + "a"),
        "x = " + "1 if a else " * 1000 + "2",
        "\n".join(f"def f{i}():\n    return f{i + 1}()" for i in range(1000)) + "\ndef f1000():\n    return 1\nx = f0()",
    ],
    ids=["parentheses", "lists", "signs", "sums", "attributes", "calls", "ifs", "lambdas", "nots", "conditionals", "call-chain"],
)  # fmt: skip
def test_deep_nesting_is_never_a_traceback(source: str) -> None:
    analysis = analysis_of(source, "y = x")
    assert len(analysis.cells) == 2


def test_cell_after_one_that_is_too_complex_is_still_followed() -> None:
    analysis = analysis_of("x = " + "-" * 3000 + "1", "a = []", "b = a", "b.append(1)", "y = a")
    assert 3 in analysis.slice_of(4)


def test_calls_that_multiply_stay_within_the_budget() -> None:
    functions = "\n".join(f"def f{i}():\n    f{i + 1}()\n    f{i + 1}()\n    f{i + 1}()" for i in range(30))
    start = time.perf_counter()
    analysis = analysis_of(f"{functions}\ndef f30():\n    pass", "f0()")
    assert time.perf_counter() - start < 30
    assert is_too_complex(analysis)


_CALLED_BACK = """
import somelib
from somelib import wrap, fold, Base
class Model(Base):
    def fit(self, X):
        ctx = self.begin(self, X)
        for i in range(3):
            ctx.told(X=X, give=lambda: self.c)
        return self
    def transform(self, X):
        return somelib.distance(X, self.c)
    def predict(self, X):
        return somelib.distance(X, self.c)
def run(model, X, cv, score, caller):
    for a, b in cv.split(X):
        copied = somelib.clone(model)
        copied.fit(X[a])
        score(copied, X[b])
        cv.told(model=caller, X=X[a])
class Search(Base):
    def __init__(self, model, score):
        self.model = model
        self.score = score
    def fit(self, X):
        cv = self.begin(self, X)
        wrap(run)(model=somelib.clone(self.model).set(1), X=X, cv=cv, score=self.score, caller=self)
        return self
def score(model, X):
    return model.transform(X).sum()
"""


def test_function_that_an_unknown_one_wraps_is_given_what_its_wrapper_is_called_with() -> None:
    analysis = analysis_of(_CALLED_BACK, "X = somelib.load()", "Search(Model(), score).fit(X)")
    assert not is_too_complex(analysis)


@pytest.mark.parametrize("tag", ["input()", "str(len(log))", "open('tags.txt')"])
def test_method_that_is_named_by_a_sum_is_one_whose_name_begins_so(tag: str) -> None:
    methods = "class C:\n    def start_a(self): log.append(1)\n    def stop_a(self): other.append(1)"
    analysis = analysis_of("log, other = [], []", f"{methods}\nname = 'start_' + {tag}\ngetattr(C(), name)()")
    assert analysis.cells[1].writes.keys() & {"log", "other"} == {"log"}


@pytest.mark.parametrize("use", ["x = tqdm([1])", "tqdm()", "@tqdm\ndef x():\n    pass", "x = [*map(tqdm, [1])]"])
def test_module_may_be_called(use: str) -> None:
    assert analysis_of("import tqdm", use).slice_of(1) == (0, 1)


@pytest.mark.parametrize(
    "walk",
    [
        "while node and node.v[0] != 2:\n    node = node.nxt",
        "while node and node.a.b[1]:\n    node = node.nxt.prev",
        "for i in range(9):\n    node = node.left if node.v[i] else node.right",
    ],
)
def test_walk_along_unknown_objects_ends_soon(walk: str) -> None:
    start = time.process_time()
    cells = analysis_of(
        "from trees import tree\nnode = tree()", walk, "node.v.append(node)", "node.v.add(node)", "x = node"
    )
    assert cells.slice_of("x") == (0, 1, 2, 3, 4)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("default", ["Node(None)", "Leaf()"])
def test_record_whose_defaults_are_records_of_its_own_class_is_no_traceback(default: str) -> None:
    head = "from dataclasses import dataclass, field\n@dataclass\nclass Node:\n    other: object = "
    leaf = "@dataclass\nclass Leaf:\n    node: object = field(default_factory=lambda: Node())"
    analysis = analysis_of(f"{head}field(default_factory=lambda: {default})\n{leaf}", "x = Node(1)")
    assert analysis.slice_of("x") == (0, 1)


@pytest.mark.parametrize("display", ["['a', 'b']", "{'a': 'b'}", "('a', 'b')"])
def test_container_may_be_added_to_itself(display: str) -> None:
    sign = "|" if display.startswith("{") else "+"
    assert analysis_of(f"x = {display}", f"x {sign}= x", "y = x").slice_of("y") == (0, 1, 2)


def test_dict_may_be_asked_for_an_attribute() -> None:
    assert analysis_of("d = {}", "getattr(d, 'a', 0)\nx = [k for k, v in d.items()]").slice_of("x") == (0, 1)


def test_cell_with_a_fault_has_no_facts_and_spoils_no_other() -> None:
    analysis = analysis_of("x = 1", "x = (", "y = x")
    assert [facts.defs for facts in analysis.cells] == [("x",), (), ("y",)]
    assert analysis.slice_of(2) == (0, 2)


def test_star_import_gives_the_names_that_somebody_looked_up() -> None:
    from nb2pipe.analysis import analyze
    from nb2pipe.syntax import parse_notebook
    from tests.support.notebooks import make_notebook

    parsed = parse_notebook(make_notebook("from math import *", "x = sqrt(2)"))
    known = analyze(parsed, star_exports={"math": frozenset({"sqrt"})})
    assert [(edge.source, edge.target, edge.names) for edge in known.edges] == [(0, 1, ("sqrt",))]
    assert known.cells[0].defs == ("sqrt",)


def test_same_notebook_gives_the_same_analysis() -> None:
    for cells in _CASES[::20]:
        first, second = analysis_of(*cells), analysis_of(*cells)
        assert first.edges == second.edges
        assert [(c.defs, c.refs, c.mutates, tuple(c.writes)) for c in first.cells] == [
            (c.defs, c.refs, c.mutates, tuple(c.writes)) for c in second.cells
        ]


@st.composite
def mutated_notebooks(draw: st.DrawFn) -> tuple[str, ...]:
    """A case's cells with lines swapped, lost, repeated or cut."""
    cells = list(draw(st.sampled_from(_CASES)))
    for _ in range(draw(st.integers(1, 3))):
        position = draw(st.integers(0, len(cells) - 1))
        lines = cells[position].split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "swap", "cut", "indent", "cell", "join"])):
            case "drop":
                del lines[at]
            case "swap":
                lines = draw(st.permutations(lines))
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "indent":
                lines[at] = "    " + lines[at]
            case "cell":
                cells = draw(st.permutations(cells))
                continue
            case "join":
                lines += draw(st.sampled_from(_CASES))[0].split("\n")
        cells[position] = "\n".join(lines)
    return tuple(cells)


@given(mutated_notebooks())
@settings(deadline=None, max_examples=150)
def test_mutated_source_is_never_a_traceback(cells: tuple[str, ...]) -> None:
    analysis = analysis_of(*cells)
    assert len(analysis.cells) == len(cells)
    for edge in analysis.edges:
        assert 0 <= edge.source < edge.target < len(cells)
