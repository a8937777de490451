"""Items and attributes told apart: a cell that reads one needs no cell that set others; each case is run both ways."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of
from tests.support.slices import assert_slice_is_enough

_CLASSES = """import dataclasses, types
class Box:
    kind = 0
    def __init__(self, a, b):
        self.a, self.b = a, b
    @property
    def both(self):
        return self.a + self.b
class Noted(Box):
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)
        self.__dict__["b"] = name
@dataclasses.dataclass
class Record:
    a: int = 1
    b: int = 2"""


@pytest.mark.parametrize(
    ("made", "change", "read"),
    [
        ("v = {'a': 1, 'b': 2}", "v['a'] = 5", "v['b']"),
        ("v = {'a': 1, 'b': 2}", "v['a'] += 5", "v['b']"),
        ("v = {'a': [1], 'b': [2]}", "v['a'] = [5]", "v['b'][0]"),
        ("v = dict(a=1, b=2)", "if v:\n    v['a'] = 5", "v['b']"),
        ("v = [1, 2, 3]", "v[0] = 5", "v[1]"),
        ("v = [1, 2, 3]\nw = v", "w[0] = 5", "v[1]"),
        ("v = Box(1, 2)", "v.a = 5", "v.b"),
        ("v = Box(1, 2)\nv.both", "v.c = 5", "v.kind"),
        ("v = Record()", "v.a = 5", "v.b"),
        ("v = {'a': 1, 'b': 2}\ndef f(): return v['b']", "v['a'] = 5", "f()"),
    ],
)
def test_cell_that_reads_one_part_needs_no_cell_that_set_another(made: str, change: str, read: str) -> None:
    cells = [_CLASSES, made, change, f"r = {read}", "s = v"]
    assert_slice_is_enough(cells, "r")
    seen = analysis_of(*cells)
    assert 2 not in seen.slice_of("r")
    assert seen.stale_after(2) == (2, 4)


@pytest.mark.parametrize(
    ("made", "change", "read"),
    [
        ("v = {'a': 1, 'b': 2}", "v['a'] = 5", "v['a']"),
        ("v = {'a': 1, 'b': 2}", "v['a'] = 5", "len(v)"),
        ("v = {'a': 1, 'b': 2}", "v['c'] = 5", "sorted(v)"),
        ("v = {'a': 1, 'b': 2}", "v['a'] = 5", "(v['b'], v)[1]['a']"),
        ("v = {'a': 1, 'b': 2}\nk = 'a'", "v[k] = 5", "v['a']"),
        ("v = {'a': 1, 'b': 2}\nk = 'a'", "v['a'] = 5", "v[k]"),
        ("v = {1: 1, 'b': 2}", "v[1] = 5", "v[True]"),
        ("v = {1: 1, 'b': 2}", "v[1] = 5", "v[1.0]"),
        ("v = {'a': 1}\nv['b'] = v", "v['a'] = 5", "v['b']['a']"),
        ("v = {'a': 1}\nw = [v]\nv['b'] = w", "v['a'] = 5", "v['b'][0]['a']"),
        ("v = {'a': 1}\nv['b'] = v.get", "v['a'] = 5", "v['b']('a')"),
        ("v = {'a': [1]}\nv['b'] = v['a']", "v['a'] += [5]", "v['b'][-1]"),
        ("v = {'a': [1]}\nv['b'] = v['a']", "v['a'].append(5)", "v['b'][-1]"),
        ("v = {'a': 1}\nv['b'] = lambda: v['a']", "v['a'] = 5", "v['b']()"),
        ("v = [1, 2, 3]", "v[0] = 5", "v[-3]"),
        ("v = [1, 2, 3]", "v[0] = 5", "v[0:2][0]"),
        ("v = [1, 2, 3]", "del v[0]", "v[0]"),
        ("v = [1, 2, 3]", "v.insert(0, 5)", "v[1]"),
        ("v = Box(1, 2)", "v.a = 5", "v.both"),
        ("v = Box(1, 2)", "v.a = 5", "vars(v)['a']"),
        ("v = Box(1, 2)", "v.__dict__['b'] = 5", "v.b"),
        ("v = Box(1, 2)", "Box.kind = 5", "v.kind"),
        ("v = Noted(1, 2)", "v.a = 5", "v.b"),
        ("v = Box(1, 2)\nw = v", "w.a = 5", "v.a"),
        ("import pandas as pd\nv = pd.DataFrame(columns=['a', 'b'])", "v['a'] = [1, 2]", "len(v['b'])"),
    ],
)
def test_cell_that_may_see_the_part_needs_the_cell_that_set_it(made: str, change: str, read: str) -> None:
    cells = [_CLASSES, made, "v_was = repr(v)", change, f"r = {read}"]
    assert_slice_is_enough(cells, "r")
    if made.startswith("v = {"):
        # From here on the parts are told apart already.
        assert_slice_is_enough([*cells[:3], "v['z'] = 0", *cells[3:]], "r")


def test_cell_that_changes_a_part_needs_the_whole() -> None:
    cells = ["d = {'a': 1, 'b': 2}", "d['a'] = 5", "d['b'] += 1", "r = d['b']"]
    assert analysis_of(*cells).slice_of(2) == (0, 1, 2)


def test_parts_are_set_one_after_the_other_by_themselves() -> None:
    cells = [
        "rows = [0, 1, 2]",
        "rows[0] += 1",
        "rows[1] += 1",
        "rows[0] += 1",
        "rows[2] = 7",
        "r = rows[1]",
        "s = rows",
    ]
    seen = analysis_of(*cells)
    assert seen.slice_of("r") == (0, 2, 5)
    assert seen.slice_of("s") == (0, 1, 2, 3, 4, 6)
    # The list that the later cells leave behind is another one as well, though they use nothing of the change.
    assert seen.stale_after(1) == (1, 2, 3, 4, 6)
    for name in ("r", "s"):
        assert_slice_is_enough(cells, name)


@pytest.mark.parametrize("change", ["d.update(c=1)", "if d:\n    d.clear()", "e = d\ne.pop('b')", "d['a'].append(1)"])
def test_change_of_the_whole_comes_after_all_parts(change: str) -> None:
    cells = ["d = {'a': [0]}", "d['a'] = [1]", "d['b'] = 2", change, "r = repr(d)", "d['c'] = 3", "s = repr(d)"]
    assert_slice_is_enough(cells, "r")
    assert_slice_is_enough(cells, "s")
    assert analysis_of(*cells).slice_of("r") == (0, 1, 2, 3, 4)


def test_class_that_changes_its_instances_after_a_part_of_one_was_set() -> None:
    counter = (
        "class Counter:\n    all = 0\n    n = 0\n    def add(self):\n        self.n += 1\n        type(self).all += 1"
    )
    cells = [counter, "a, b = Counter(), Counter()", "a.add()", "b.m = 1", "b.add()", "r = a.n, b.n, a.all", "s = a.n"]
    for name in ("r", "s"):
        assert_slice_is_enough(cells, name)


def test_magic_that_looks_at_the_whole_needs_all_parts() -> None:
    seen = analysis_of("d = {}", "d['a'] = 1", "d['b'] = 2", "%timeit len(d)", "%timeit d['b']\nd['a'] = 3")
    assert seen.slice_of(3) == (0, 1, 2, 3)
    assert seen.slice_of(4) == (0, 1, 2, 4)


def test_steps_hand_on_whole_values() -> None:
    whole = analysis_of("d = {'a': 1, 'b': 2}", "d['a'] = 5", "r = d['b']")
    assert [(edge.source, edge.target) for edge in whole.edges] == [(0, 1), (0, 2)]
    assert (1, 2) in [(edge.source, edge.target) for edge in whole.whole_edges()]
    assert whole.cells[2].reads["d"].producer == 1  # type: ignore[index]  # a name is a text
