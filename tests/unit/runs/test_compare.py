from __future__ import annotations

import argparse
import collections
import contextlib
import copy
import csv
import datetime
import decimal
import enum
import functools
import pickle
import queue
import random
import re
import sqlite3
import sys
import textwrap
import threading
import time
import warnings

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
import scipy.stats

from nb2pipe.runs.compare import differences, first_difference, opaque_part
from nb2pipe.runs.describe import describe


class Color(enum.Enum):
    RED = 1


class Point:
    def __init__(self, x, y=0):
        self.x, self.y = x, y


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a


class Registry(dict):
    pass


Pair = collections.namedtuple("Pair", "left right")  # noqa: PYI024


def difference(left, right):
    found = first_difference(describe(left), describe(right), name="v")
    return None if found is None else str(found)


FRAME = pd.DataFrame(
    {
        "n": [1, 2, 3],
        "f": [0.5, np.nan, -0.0],
        "s": ["a", None, "c"],
        "c": pd.Categorical(["u", "v", "u"]),
        "d": pd.to_datetime(["2020-01-01", None, "2021-01-01"]),
        "z": pd.to_datetime(["2020-01-01"] * 3).tz_localize("Europe/Berlin"),
        "i": pd.array([1, None, 3], dtype="Int64"),
        "o": [[1], {"k": 2}, None],
    },
    index=pd.Index(["x", "y", "z"], name="key"),
)
VALUES = {
    "scalars": [None, True, 1, 1.5, float("nan"), -0.0, "t", b"b", 2j, 10**30, ..., range(3), slice(1, 2)],
    "containers": {"l": [1, [2]], "t": (1, (2,)), "s": {1, "a", None}, "f": frozenset({(1, 2)}), 3: bytearray(b"x")},
    "keys": {(1, 2): "a", frozenset({1}): "b"},
    "collections": [collections.Counter("abca"), collections.deque([1], 3), collections.defaultdict(list, a=[1])],
    "subclass": Registry(a=1),
    "named": Pair(1, [2]),
    "times": [datetime.date(2020, 1, 1), datetime.timedelta(1), pd.Timestamp("2020"), pd.NaT, pd.Timedelta("1D")],
    "numbers": [decimal.Decimal("1.10"), Color.RED, re.compile("a+"), functools.partial(int, base=2)],
    "objects": [Point(1, [Point(2)]), Slotted(1), ValueError("x", 1), Point, len, np.add, np.dtype("i4")],
    "arrays": [np.arange(6.0).reshape(2, 3), np.array(["a", "bc"]), np.array([1, None], dtype=object), np.float32(1)],
    "records": np.array([(1, 2.0)], dtype=[("a", "i1"), ("b", "f8")]),
    "masked": np.ma.array([1, 2], mask=[0, 1]),
    "dates": np.array(["2020-01-01", "NaT"], dtype="M8[D]"),
    "frame": FRAME,
    "series": FRAME["f"],
    "indices": [pd.MultiIndex.from_product([[1, 2], ["a"]]), pd.date_range("2020", periods=3, freq="D")],
    "intervals": pd.cut(pd.Series([1, 5, 9]), 3),
    "sparse": scipy.sparse.csr_matrix(np.eye(3)),
    "random": [random.Random(1), np.random.RandomState(1), np.random.default_rng(1), np.random.SeedSequence(5)],  # noqa: S311
}


@pytest.mark.parametrize("name", VALUES)
def test_a_stored_and_read_value_is_equal_to_the_original(name):
    value = VALUES[name]
    description = describe(value)
    assert opaque_part(description) is None
    assert difference(value, pickle.loads(pickle.dumps(value))) is None  # noqa: S301
    assert pickle.loads(pickle.dumps(description)) is not None  # noqa: S301


def changed(frame, column, value):
    frame = frame.copy()
    frame[column] = value
    return frame


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        (1, True, "v: int 1 != bool True"),
        (1, 1.0, "v: int 1 != float 1.0"),
        (0.0, -0.0, "v: 0.0 != -0.0"),
        (1.0, 1.0 + 1e-6, "v: 1.0 != 1.000001"),
        (np.float64(1), 1.0, "v: numpy.float64 != float 1.0"),
        ({"a": [1, 2]}, {"a": [1, 3]}, "v['a'][1]: 2 != 3"),
        ({"a": 1}, {"b": 1}, "v['a']: only in the notebook"),
        ({}, {"b": 1}, "v['b']: only in the pipeline"),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, "v: order: [\"['a']\", \"['b']\"] != [\"['b']\", \"['a']\"]"),
        ([1], [1, 2], "v: 1 items != 2 items"),
        ([1, [2]], [1, 2], "v[1]: list != int 2"),
        ([1, 2], (1, 2), "v: list != tuple"),
        (Point(1, [2]), Point(1, [3]), "v.y[0]: 2 != 3"),
        (np.array([[1.0, 2.0]]), np.array([[1.0, 2.5]]), "v[0, 1]: 2.0 != 2.5"),
        (np.array([1]), np.array([1.0]), "v.dtype: i8 != f8"),
        (np.zeros(2), np.zeros(3), "v.shape: (2,) != (3,)"),
        (np.array(["ab"]), np.array(["ac"]), "v[0]: 'ab' != 'ac'"),
        (FRAME, changed(FRAME, "n", [1, 2, 4]), "v['n'][2]: 3 != 4"),
        (FRAME, changed(FRAME, "s", ["a", None, "d"]), "v['s'][2]: 'c' != 'd'"),
        (FRAME["n"], FRAME["n"].rename("m"), "v.name: 'n' != 'm'"),
        (Color.RED, 1, "v: test_compare.Color != int 1"),
    ],
)
def test_difference_is_named_with_its_path(left, right, message):
    assert re.sub(r"\S*test_compare\.Color 'RED'", "test_compare.Color", difference(left, right)) == message


def test_floats_are_equal_within_the_tolerance():
    assert difference(1.0, 1.0 + 1e-12) is None
    assert difference(np.array([1.0, np.nan]), np.array([1.0 + 1e-12, np.nan])) is None
    assert difference(1.0 + 0j, 1.0 + 1e-6j) is not None


def test_sharing_is_part_of_a_value():
    inner = [1]
    assert difference([inner, inner], [[1], [1]]) == (
        "v[1]: the object of v[0] in the notebook, an object of its own in the pipeline"
    )
    assert difference([inner, inner], copy.deepcopy([inner, inner])) is None


def test_indices_may_be_shared_or_not():
    index = pd.Index(["a", "b"])
    assert difference([index, index], [pd.Index(["a", "b"]), pd.Index(["a", "b"])]) is None


def test_cycles_and_depth_are_no_trouble():
    deep: list[object] = []
    for _ in range(20_000):
        deep = [deep]
    assert difference(deep, deep) is None
    assert pickle.dumps(describe(deep))
    loop: list[object] = [1]
    loop.append(loop)
    assert difference(loop, copy.deepcopy(loop)) is None


def test_sets_are_compared_without_order():
    assert difference({"a", "b", "c"}, {"c", "a", "b"}) is None
    assert difference({(1, "a"), (2, "b")}, {(2, "b"), (1, "c")}) is not None


def test_what_has_no_structure_is_opaque():
    assert "_csv.reader" in opaque_part(describe({"r": csv.reader([])}))
    assert "_queue.SimpleQueue" in opaque_part(describe({"q": queue.SimpleQueue()}))
    assert opaque_part(describe(threading.Lock())) is None


def after(generator, steps):
    for _ in range(steps):
        next(generator)
    return generator


def test_a_generator_is_compared_by_where_it_stands_and_stays_there():
    source = (
        "factor = 2\ndef f(n):\n    for i in range(n):\n        yield i * factor\n        print(i)\n        yield i"
    )
    ours, theirs = both(source)

    def place(left, right):
        found = first_difference(describe(left, "tiny"), describe(right, "tiny"), name="v")
        return None if found is None else found.path

    left, right = after(ours(3), 1), after(theirs(3), 1)
    assert place(left, right) is None
    assert (next(left), next(right)) == (0, 0)
    assert place(ours(3), theirs(4)) == "v.gi_frame.f_locals['n']"
    assert place(after(ours(3), 1), after(theirs(3), 2)) == "v"
    assert place(after(ours(3), 2), after(theirs(3), 4)) == "v.gi_frame.f_locals['i']"
    assert place(list(ours(1)), list(theirs(1))) is None
    assert place((i for i in [1, 2]), (i for i in [1, 3])).startswith("v.gi_frame.f_locals['.0']")


def test_what_a_process_prints_to_is_compared_by_its_name():
    assert difference(sys.__stdout__, sys.__stderr__) is not None
    assert describe(sys.__stderr__) == (("leaf", "stream", "stderr", ()),)


def test_threads_are_compared_without_their_numbers():
    assert difference(threading.Thread(), threading.Thread()) is None
    assert difference(threading.Thread(name="load"), threading.Thread()) is not None


def test_locks_are_equal_if_both_are_held_or_free():
    held = threading.Lock()
    with held:
        assert difference(threading.Lock(), held) == "v: False != True"


def test_databases_are_compared_by_what_they_hold():
    def connect(*rows):
        connection = sqlite3.connect(":memory:")
        connection.execute("create table t (n integer)")
        connection.executemany("insert into t values (?)", [(row,) for row in rows])
        return connection

    with contextlib.closing(connect(1, 2)) as one, contextlib.closing(connect(1, 3)) as other:
        assert difference(one, one) is None
        assert "VALUES(2)" in difference(one, other)
        assert "VALUES(3)" in difference(one, other)
        open_one = describe(one)
    assert difference(one, other) is None
    assert first_difference(describe(one), open_one, name="connection") is not None


def test_an_object_that_raises_when_it_is_read_is_opaque():
    class Hostile:
        __module__ = "test_compare"

        def __reduce_ex__(self, protocol):
            raise RuntimeError("no")

    assert opaque_part(describe([Hostile()])) == "test_compare.Hostile: no"


def test_all_differing_parts_are_found_for_telling_noise_from_faults():
    left, right = describe({"a": 1, "b": 2, "c": [1]}), describe({"a": 2, "b": 2, "c": [3]})
    assert [found.part for found in differences(left, right, name="v")] == ["v['a']", "v['c'][0]"]


@pytest.mark.parametrize("make", [lambda items: np.array(items, dtype=object), pd.Series, pd.Index])
def test_plain_elements_share_the_part_of_their_array(make):
    left, right = describe({"v": make(["a", "b"])}), describe({"v": make(["x", "y"])})
    assert {(found.path, found.part) for found in differences(left, right, name="v")} == {
        ("v['v'][0]", "v['v']"),
        ("v['v'][1]", "v['v']"),
    }


def test_objects_in_an_array_are_parts_of_their_own():
    left, right = (np.array([Point(i), Point(0)], dtype=object) for i in (1, 2))
    assert [found.part for found in differences(describe(left), describe(right), name="v")] == ["v[0].x"]


def test_it_does_not_matter_whose_array_an_index_keeps():
    index = pd.Index(["a", "b"])
    assert difference([index, index.view()], [index, pd.Index(["a", "b"])]) is None


def test_it_does_not_matter_whether_a_tree_shares_memory_with_its_data():
    neighbors = pytest.importorskip("sklearn.neighbors")
    data = np.arange(20.0).reshape(10, 2)
    left, right = (neighbors.KNeighborsClassifier(algorithm="kd_tree").fit(data, [0, 1] * 5) for _ in range(2))
    left._tree = neighbors.KDTree(left._fit_X)
    right._tree = neighbors.KDTree(right._fit_X.copy())
    assert difference(left, right) is None


def test_what_a_library_remembers_makes_no_difference():
    formula = pytest.importorskip("statsmodels.formula.api")
    frame = pd.DataFrame({"x": np.arange(9.0), "y": np.arange(9.0) ** 2})
    left, right = (formula.ols("y ~ x", frame).fit() for _ in range(2))
    assert "R-squared" in str(left.summary())
    assert difference(left, right) is None
    forecasting = pytest.importorskip("statsmodels.tsa.api")
    left, right = (forecasting.SARIMAX(frame["y"], order=(0, 1, 0)).fit(disp=False) for _ in range(2))
    assert len(left.forecast(3)) == 3
    assert difference(left, right) is None
    left, right = (pytest.importorskip("statsmodels.iolib.table").SimpleTable([[1, 2]]) for _ in range(2))
    assert "1" in left.as_html()
    assert difference(left, right) is None
    text = pytest.importorskip("sklearn.feature_extraction.text")
    left, right = (text.CountVectorizer(stop_words=["a"]).fit(["ab cd"]) for _ in range(2))
    right._stop_words_id += 1
    assert difference(left, right) is None


def both(source):
    """The function `f` or class of a notebook's source, global there and nested in a function of the package."""
    source = textwrap.dedent(source)
    notebook = {"__name__": "__main__"}
    package = {"__name__": "tiny.steps"}
    exec(source, notebook)  # noqa: S102
    exec("def step():\n" + textwrap.indent(source, "    ") + "\n    return f", package)  # noqa: S102
    return notebook["f"], package["step"]()


def same_in_both(source):
    left, right = both(source)
    return first_difference(describe(left, "tiny"), describe(right, "tiny"), name="f") is None


def test_nested_function_equals_the_global_one():
    assert same_in_both(
        """
        factor = 3
        def g(x):
            return x * factor
        def f(x, y=2, *, z=None):
            'Doc.'
            rows = [g(i) + factor for i in range(x) if i > factor]
            def inner():
                return rows, factor
            class Local:
                n: factor = 1
            return inner, Local, lambda: factor
        """
    )
    assert same_in_both("class Base: pass\nclass f(Base):\n    n = [1]\n    def m(self):\n        return Base")
    assert same_in_both("def make(n):\n    def g():\n        return n\n    return g\nf = make([1])")


def test_function_that_calls_what_is_handed_its_variables_equals_the_notebooks():
    notebook = "def f(x):\n    def g(y): return score(y)\n    return g, score(x, 1, m=2), lambda: score(k=x, n=0)"
    package = (
        "limit = size = 3\n"
        "def f(x):\n    def g(y): return score(y, limit=limit)\n"
        "    return g, score(x, 1, m=2, limit=limit, size=size), lambda: score(k=x, n=0, limit=limit)"
    )
    left, (as_global, as_nested) = both(notebook)[0], both(package)
    for right in (as_global, as_nested):
        assert first_difference(describe(left, "tiny"), describe(right, "tiny"), name="f") is None


def test_functions_that_do_something_else_differ():
    maker = "def m(n):\n    def f(): return n\n    return f\n"
    pairs = [
        ("def f(x): return x + 1", "def f(x): return x + 2"),
        ("def f(x): return x + a", "def f(x): return x + b"),
        ("def f(x, y): return x + y", "def f(x, y): return x - y"),
        ("def f(x, y): return x / y", "def f(x, y): return y / x"),
        ("def f(x): return x > 1", "def f(x): return x >= 1"),
        ("def f(x): return [-i for i in x]", "def f(x): return [+i for i in x]"),
        ("def f(x): return x", "def f(x, y=1): return x"),
        ("def f(x=1): return x", "def f(x=2): return x"),
        ("def f(x): return g(x, n=n)", "def f(x): return g(x, n=m)"),
        ("def f(x): return g(x, n=n, m=1)", "def f(x): return g(x, n=n, m=2)"),
        (f"{maker}f = m(1)", f"{maker}f = m(2)"),
        ("class f:\n    n = 1", "class f:\n    n = 2"),
    ]
    for left, right in pairs:
        assert first_difference(describe(both(left)[0], "tiny"), describe(both(right)[0], "tiny"), name="f"), left


def test_colour_map_is_the_same_whether_it_has_drawn_or_not():
    colormaps = pytest.importorskip("matplotlib").colormaps
    drawn, other = colormaps["Paired"], colormaps["Paired"]
    drawn(0.5)
    assert difference(drawn, other) is None
    assert difference(drawn, colormaps["viridis"]) is not None


def test_estimators_are_compared_by_what_they_have_learnt():
    forest = pytest.importorskip("sklearn.ensemble").RandomForestRegressor
    x, y = np.arange(20.0).reshape(10, 2), np.arange(10.0)

    def fit(seed):
        return forest(3, random_state=seed).fit(x, y)

    assert difference(fit(0), pickle.loads(pickle.dumps(fit(0)))) is None  # noqa: S301
    assert difference(fit(0), fit(1)).startswith("v.estimators_")


def test_a_large_frame_is_described_in_a_moment():
    frame = pd.DataFrame(np.zeros((200_000, 10)))
    started = time.perf_counter()
    describe(frame)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda f: f[["b", "a", "when"]], "v.columns: order: 'a', 'b', 'when' != 'b', 'a', 'when'"),
        (lambda f: f.drop(columns="b"), "v: columns only in the notebook: 'b'"),
        (lambda f: f.assign(c=1), "v: columns only in the pipeline: 'c'"),
        (lambda f: f.astype({"a": "int32"}), "v['a'].dtype: int64 != int32"),
        (lambda f: f[1:], "v.index: RangeIndex(start=0, stop=3, step=1) != RangeIndex(start=1, stop=3, step=1)"),
        (lambda f: f.assign(a=f.a * 2), "v['a'][0]: 1 != 2, and 2 more of 3 elements"),
        (
            lambda f: f.assign(when=f["when"] + pandas_hour()),
            "v['when'][0]: 2020-01-02 00:00:00 != 2020-01-02 01:00:00, and 1 more of 3 elements",
        ),
    ],
)
def test_frames_differ_in_words_of_pandas(change, text):
    pandas = pytest.importorskip("pandas")
    when = pandas.to_datetime(["2020-01-02", None, "2020-01-04"])
    frame = pandas.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "z"], "when": when})
    assert difference(frame, change(frame)) == text


def pandas_hour():
    return pytest.importorskip("pandas").Timedelta(hours=1)


def test_sets_differ_by_items():
    assert difference({1, 2}, {2, 3}) == "v: only in the notebook: 1; only in the pipeline: 3"


def test_recorded_warnings_are_compared_without_their_place():
    def record(text, line):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            warnings.warn_explicit(text, UserWarning, f"cell {line}", line)
        return caught

    assert difference(record("careful", 3), record("careful", 27)) is None
    assert difference(record("careful", 3), record("other", 3)) is not None


def parser_with(flag, program):
    parser = argparse.ArgumentParser(prog=program)
    parser.add_argument(flag, default=1)
    parser.add_subparsers().add_parser("run")
    return parser


def test_argument_parser_is_the_same_in_whatever_script_it_is_made():
    assert difference(parser_with("--region", "ipykernel_launcher.py"), parser_with("--region", "worker.py")) is None
    assert difference(parser_with("--region", "a"), parser_with("--store", "a")) is not None


def test_distribution_that_holds_a_copy_of_the_global_generator_is_the_same():
    frozen = scipy.stats.uniform(0, 1)
    first, second = (pickle.loads(pickle.dumps(frozen)) for _ in range(2))  # noqa: S301
    assert difference(frozen, first) is None
    first.random_state, second.random_state = 3, 4
    assert difference(first, second) is not None
