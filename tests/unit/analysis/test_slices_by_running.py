"""A slice, run alone, computes what the whole notebook computes: each case is run both ways."""

from __future__ import annotations

import pytest

from tests.support.notebooks import analysis_of
from tests.support.slices import assert_slice_is_enough

_CLASSES = """import collections, copy, dataclasses, functools, itertools, operator
class Box:
    def __init__(self, value=None, **more):
        self.value = value
        self.__dict__.update(more)
    def get(self):
        return self.value
@dataclasses.dataclass
class Record:
    value: list
    more: list = dataclasses.field(default_factory=list)
Pair = collections.namedtuple("Pair", "first second")"""


@pytest.mark.parametrize(
    ("alias", "change"),
    [
        ("b = a.__getitem__(0)", "b.append(7)"),
        ("b = a.__iter__()", "next(b).append(7)"),
        ("b = a.__class__(a)", "b[0].append(7)"),
        ("b = type(a)(a)", "b[0].append(7)"),
        ("b = operator.getitem(a, 0)", "b.append(7)"),
        ("b = operator.itemgetter(1)(a)", "b.append(7)"),
        ("b = operator.itemgetter(slice(0, 2))(a)", "b[0].append(7)"),
        ("b = operator.attrgetter('value')(Box(a))", "b.append(7)"),
        ("b = getattr(Box(a), 'value')", "b.append(7)"),
        ("b = {'x': 0}.get('y', a)", "b.append(7)"),
        ("b = {'x': 0}.pop('y', a)", "b.append(7)"),
        ("b = {}.setdefault('y', a)", "b.append(7)"),
        ("b = collections.defaultdict(list, k=a)", "b['k'].append(7)"),
        ("b = collections.defaultdict(list, {'k': a})", "b['k'].append(7)"),
        ("b = collections.deque([a])", "b[0].append(7)"),
        ("b = Box()\nb.__dict__['value'] = a", "b.value.append(7)"),
        ("b = Box()\nvars(b)['value'] = a", "b.get().append(7)"),
        ("b = Box()\nvars(b).update(value=a)", "b.value.append(7)"),
        ("b = Box()\nsetattr(b, 'value', a)", "b.get().append(7)"),
        ("b = Record(a)", "b.value.append(7)"),
        ("b = Record(more=a, value=[])", "b.more.append(7)"),
        ("b = Pair(1, a)", "b.second.append(7)"),
        ("b = collections.ChainMap({'k': a})", "b['k'].append(7)"),
        ("b = Pair(a, 1)", "c, _ = b\nc.append(7)"),
        ("b = list(map(lambda i: a, [1]))", "b[0].append(7)"),
        ("b = map(lambda row: row, a)", "next(iter(b)).append(7)"),
        ("b = (row for row in a)", "next(iter(b)).append(7)"),
        ("match a:\n    case [b, *_]: pass", "b.append(7)"),
        ("match a:\n    case [_, *b]: pass", "b[0].append(7)"),
        ("match [a]:\n    case [b]: pass", "b[0].append(7)"),
        ("match {'k': a}:\n    case {'k': b}: pass", "b.append(7)"),
        ("match Box(a):\n    case Box(value=b): pass", "b.append(7)"),
        ("match (1, a):\n    case (1, [b, _]) | (b, 2): pass", "b.append(7)"),
    ],
)
def test_change_through_what_shares_the_object(alias: str, change: str) -> None:
    assert_slice_is_enough([_CLASSES, "a = [[1], [2]]", alias, change], "a")


@pytest.mark.parametrize(
    "source",
    ["iter(a)", "enumerate(a)", "zip(a, a)", "reversed(a)", "map(str, a)", "map(lambda v: v, a)", "filter(None, a)",
     "itertools.chain(a)", "itertools.cycle(a)", "itertools.islice(a, 2)", "(v for v in a)", "a.__iter__()"],
)  # fmt: skip
def test_iterator_gives_what_its_source_holds_by_then(source: str) -> None:
    assert_slice_is_enough(["import itertools", "a = [1, 2]", f"b = {source}", "a[0] = 7", "c = [next(b)]"], "c")


@pytest.mark.parametrize("call", ["map(lambda v: v + k, [1])", "filter(lambda v: v > k, [1, 2])"])
def test_function_of_an_iterator_looks_names_up_when_somebody_takes_from_it(call: str) -> None:
    cells = ["k = 0", f"b = {call}", "k = 1", "c = list(b)"]
    assert_slice_is_enough(cells, "c")
    assert 0 not in analysis_of(*cells).slice_of("c")


@pytest.mark.parametrize(
    ("alias", "change"),
    [
        ("b = {'x': a, 'y': []}.get('y')", "b.append(7)"),
        ("b = Record([], a)", "b.value.append(7)"),
        ("b = Record([])", "b.more.append(7)"),
        ("b = list(map(lambda v: [v], a))", "b[0].append(7)"),
        ("c = []\nb, *_ = [c, a]", "b.append(7)"),
        ("b = functools.partial(list.append, [])", "c = b"),
    ],
)
def test_change_of_something_else_is_left_out(alias: str, change: str) -> None:
    assert 3 not in analysis_of(_CLASSES, "a = [[1], [2]]", alias, change).slice_of("a")


@pytest.mark.parametrize(
    ("window", "change"),
    [
        ("b = a[0]", "b[1] = 7"),
        ("b = a[k]", "b[1] = 7"),
        ("b = a[:, 1]", "b[0] = 7"),
        ("b = a[..., 0]", "b[0] = 7"),
        ("b = a[None]", "b[0, 0] = 7"),
        ("b = a[np.newaxis, :]", "b[0, 0] = 7"),
        ("b = a.T", "b[0, 1] = 7"),
        ("b = a.real", "b += 1"),
        ("b = np.split(a, 2)", "b[1][0, 0] = 7"),
        ("b, c = a", "c[0] = 7"),
        ("b = list(a)", "b[1][0] = 7"),
        ("b = [row for row in a]", "b[0].fill(7)"),
        ("b = 0", "for row in a:\n    row[0] = 7"),
        ("b = 0", "for i, row in enumerate(a):\n    row[0] = i"),
        ("b = np.zeros((2, 2))", "for row, other in zip(a, b):\n    row[0] = other[0] - 1"),
    ],
)
def test_window_and_its_array_change_together(window: str, change: str) -> None:
    cells = ["import numpy as np\nk = 1", "a = np.arange(4.0).reshape(2, 2)", window, change]
    assert_slice_is_enough(cells, "a")
    backwards = [*cells[:3], "a[:] = 7", "d = repr(b)"]
    assert_slice_is_enough(backwards, "d")


@pytest.mark.parametrize("copy", ["b = a[[0, 1]]", "b = a[a > 1]", "b = a.copy()", "b = a + 1", "b = abs(a)"])
def test_copy_of_an_array_changes_alone(copy: str) -> None:
    cells = ["import numpy as np", "a = np.arange(4.0).reshape(2, 2)", copy, "b[0] = 7"]
    assert 3 not in analysis_of(*cells).slice_of("a")
    assert_slice_is_enough(cells, "b")


def test_number_out_of_a_flat_array_is_no_window() -> None:
    cells = ["import numpy as np", "a = np.arange(3)", "b = a[1]", "a[1] = 7"]
    assert 3 not in analysis_of(*cells).slice_of("b")


def test_series_that_a_variable_stands_for_is_changed_in_place() -> None:
    cells = [
        "import pandas as pd\nd = pd.DataFrame({'x': [1, 2]})",
        "s = d['x'].copy()",
        "s.replace(1, 7, inplace=True)",
    ]
    assert 2 in analysis_of(*cells).slice_of("s")
    assert 2 in analysis_of(cells[0], "s = d['x']", cells[2]).slice_of("s")


@pytest.mark.parametrize("change", ["a = [7]", "a.append(7)", "a += [7]"])
@pytest.mark.parametrize(
    "block",
    [
        "import contextlib\nwith contextlib.suppress(Exception):\n    1 / 0\n    {}",
        "import contextlib\nwith contextlib.suppress(Exception):\n    {}",
        "try:\n    {}\n    1 / 0\nexcept ZeroDivisionError:\n    pass",
        "if True:\n    {}",
        "for i in range(3):\n    if i == 1:\n        continue\n    {}",
        "match a:\n    case [0]:\n        {}",
        "def f(n):\n    global a\n    if n:\n        f(n - 1)\n    {}\nf(2)",
        "def f():\n    global a\n    try:\n        return 1\n    finally:\n        {}\nf()",
    ],
)
def test_change_in_a_block_that_may_not_get_there(block: str, change: str) -> None:
    cells = ["a = [1]", block.format(change), "b = list(a)"]
    assert_slice_is_enough(cells, "b")


def test_lists_that_two_instances_make_are_two() -> None:
    stack = "class Stack:\n    def __init__(self):\n        self.items = []"
    cells = [stack, "a, b = Stack(), Stack()", "a.items.append(1)", "c = len(b.items)"]
    assert analysis_of(*cells).slice_of("c") == (0, 1, 3)


@pytest.mark.parametrize("look", ["print(g)", "type(g)", "isinstance(g, list)", "repr(g)", "callable(g)"])
def test_looking_at_a_generator_takes_nothing_from_it(look: str) -> None:
    assert 1 not in analysis_of("g = (i for i in [1])", look, "a = list(g)").slice_of("a")


def test_property_gives_each_object_that_it_may() -> None:
    box = (
        "class Box:\n    def __init__(self, v=None):\n        self.v = [] if v is None else v\n"
        "    @property\n    def first(self):\n        return self.v"
    )
    assert_slice_is_enough([box, "a = [1]", "b = Box(a)", "b.first.append(2)"], "a")


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (["from collections import ChainMap\na = {}", "b = ChainMap(a, {'k': 1})", "b['j'] = 2"], "a"),
        (["from types import MappingProxyType\na = {}", "b = MappingProxyType(a)", "a['j'] = 2", "c = dict(b)"], "c"),
        (["import threading\na = []", "b = threading.Thread(target=a.append, args=(1,))", "b.start(); b.join()"], "a"),
    ],
)
def test_change_through_a_live_view_or_a_bound_method(cells: list[str], name: str) -> None:
    assert_slice_is_enough(cells, name)


_MAKE = """def make():
    n, seen = 0, []
    def add():
        nonlocal n
        n += 1
        seen.append(n)
    {}"""


@pytest.mark.parametrize(
    ("rest", "read"),
    [
        ("def read(): return n\n    return add, read", "read()"),
        ("return add, lambda: (n, seen)", "read()"),
        ("def between():\n        def read(): return n\n        return read\n    return add, between()", "read()"),
        ("class Reader:\n        def now(self): return n\n    return add, Reader()", "read.now()"),
    ],
)
def test_functions_of_one_call_see_each_others_changes(rest: str, read: str) -> None:
    cells = [_MAKE.format(rest), "add, read = make()", "add()", f"a = {read}", "add()", f"b = {read}"]
    assert_slice_is_enough(cells, "a")
    assert_slice_is_enough(cells, "b")


def test_functions_of_two_calls_do_not_see_each_other() -> None:
    cells = [
        _MAKE.format("return add, lambda: n"),
        "add, read = make()",
        "more, other = make()",
        "more()",
        "a = read()",
    ]
    assert 3 not in analysis_of(*cells).slice_of("a")


_ONE = """class One(Base):
    one = None
    def __new__(cls):
        if cls.one is None:
            {}
            cls.one.items = []
        return cls.one"""


@pytest.mark.parametrize(
    "made", ["cls.one = super().__new__(cls)", "cls.one = object.__new__(cls)", "cls.one = Base.__new__(cls)"]
)
def test_class_that_makes_one_instance_only(made: str) -> None:
    cells = [
        "class Base:\n    def __new__(cls):\n        return super().__new__(cls)",
        _ONE.format(made),
        "a = One()",
        "b = One()",
        "a.items.append(1)",
        "c = len(b.items)",
    ]
    assert_slice_is_enough(cells, "c")
