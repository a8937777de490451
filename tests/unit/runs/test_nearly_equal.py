"""Pairs of values that are alike but for one thing, or differ in nothing that counts: what verify says of each."""

from __future__ import annotations

import array
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import functools
import hashlib
import itertools
import operator
import pathlib
import pickle
import random
import struct
import types
import typing
import uuid
import zoneinfo
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
import scipy.sparse

from tests.support.pairs import check_pair

UTC = datetime.UTC
NAN = float("nan")
#: A NaN of other bits, as hardware makes some.
OTHER_NAN = np.frombuffer(b"\x01\x00\x00\x00\x00\x00\xf8\xff")[0]


class Slots:
    __slots__ = ("__dict__", "a", "b")

    def __init__(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self, name, value)


class Base:
    __slots__ = ("_hidden",)


class Derived(Base):
    __slots__ = ("own",)

    def __init__(self, hidden: object, own: object) -> None:
        self._hidden, self.own = hidden, own


@dataclasses.dataclass
class Data:
    n: int
    rows: list[int] = dataclasses.field(default_factory=list)
    note: str = dataclasses.field(default="", compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Frozen:
    n: float


class AlwaysEqual:
    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


class Partly:
    """Tells pickle less than it holds."""

    def __init__(self, n: int, scratch: int) -> None:
        self.n, self.scratch = n, scratch

    def __getstate__(self) -> dict[str, int]:
        return {"n": self.n}


class Words(list):  # type: ignore[type-arg]  # as users write it
    def __init__(self, *words: str, language: str = "en") -> None:
        super().__init__(words)
        self.language = language


class Degrees(float):
    unit = "C"


class Table(dict):  # type: ignore[type-arg]  # as users write it
    def __iter__(self) -> typing.Iterator[str]:
        raise RuntimeError("counts how often it is read")


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Access(enum.Flag):
    READ = 1
    WRITE = 2


Pair = collections.namedtuple("Pair", "left right")  # noqa: PYI024  as users write it
Other = collections.namedtuple("Other", "left right")  # noqa: PYI024


def frame(**changes: object) -> pd.DataFrame:
    columns: dict[str, object] = {"a": [1, 2, 3], "b": [0.5, np.nan, 2.0], "s": ["x", None, "z"]}
    return pd.DataFrame({**columns, **changes})


def indexed(index: pd.Index) -> pd.Series:
    return pd.Series(range(len(index)), index=index)


def categorical(values: list[str], categories: list[str], *, ordered: bool = False) -> pd.Series:
    return pd.Series(pd.Categorical(values, categories=categories, ordered=ordered))


def copied(value: typing.Any) -> typing.Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301  our own value


def flagged(value: np.ndarray) -> np.ndarray:
    value.setflags(write=False)
    return value


def advanced(source: typing.Any, draws: int) -> typing.Any:
    for _ in range(draws):
        source.random()
    return source


def with_attrs(**attrs: object) -> pd.DataFrame:
    made = frame()
    made.attrs.update(attrs)
    return made


def counting(calls: int) -> Callable[[], int]:
    def count() -> int:
        count.calls += 1  # type: ignore[attr-defined]  # what this is about
        return 1

    count.calls = calls  # type: ignore[attr-defined]
    return count


def make_class(**namespace: object) -> type:
    return type("Made", (), {"__module__": "__main__", **namespace})


def closure(n: object) -> Callable[[], object]:
    def tell() -> object:
        return n

    tell.__module__ = "__main__"
    return tell


def defaulting(*values: object) -> Callable[..., object]:
    def collect(seen: object = None) -> object:
        return seen

    collect.__module__, collect.__defaults__ = "__main__", values
    return collect


OBJECTS = np.ma.array(["a", 1], mask=[0, 1], dtype=object, fill_value=np.str_("?"))
COO = scipy.sparse.coo_array(([1.0, 2.0], ([0, 1], [1, 0])), shape=(2, 2))
DATES = pd.to_datetime(["2024-01-01", None, "2024-03-01"])

#: Name -> left, right and where they differ; None where they are equal.
PAIRS: dict[str, tuple[object, object, str | None]] = {
    # Numbers and texts.
    "int and numpy's": (1, np.int64(1), "v"),
    "widths of numpy's ints": (np.int32(1), np.int64(1), "v"),
    "float within the tolerance": (0.1 + 0.2, 0.3, None),
    "float beyond it": (1.0, 1.0 + 1e-8, "v"),
    "small floats are compared by their size": (1e-300, 2e-300, "v"),
    "zero and almost": (0.0, 1e-30, "v"),
    "signed zeros": ([0.0], [-0.0], "v[0]"),
    "nan is nan": (NAN, -NAN, None),
    "nan of other bits": (np.array([NAN]), np.array([OTHER_NAN]), None),
    "infinities": (float("inf"), float("-inf"), "v"),
    "complex parts": (1 + 1j, 1 - 1j, "v"),
    "complex signed zero": (complex(0.0, 0.0), complex(0.0, -0.0), "v"),
    "large ints": (2**70, 2**70 + 1, "v"),
    "text and bytes": ("a", b"a", "v"),
    "texts that look alike": ("é", "e\u0301", "v"),
    "bytes and bytearray": (b"a", bytearray(b"a"), "v"),
    "decimals of one value": (decimal.Decimal("1.0"), decimal.Decimal("1.00"), "v"),
    "fractions": (fractions.Fraction(1, 3), fractions.Fraction(2, 6), None),
    "ranges of one length": (range(0, 4, 2), range(0, 3, 2), "v"),
    # Collections.
    "order of a list": ([1, 2], [2, 1], "v[0]"),
    "order of a dict": ({"a": 1, "b": 2}, {"b": 2, "a": 1}, "v"),
    "order of a nested dict": ({"k": {"a": [1], "b": 2}}, {"k": {"b": 2, "a": [1]}}, "v['k']"),
    "order of a set": ({3, 1, 2}, {2, 3, 1}, None),
    "a set's member of another type": ({1, 2}, {1.0, 2}, "v"),
    "set and frozenset": ({1}, frozenset({1}), "v"),
    "sets of tuples": ({(1, 2), (3, 4)}, {(3, 4), (1, 2)}, None),
    "key of another type": ({1: "a"}, {True: "a"}, "v"),
    "key of another type, value no leaf": ({1: ["a"]}, {1.0: ["a"]}, "v"),
    "dict and OrderedDict": ({"a": 1}, collections.OrderedDict(a=1), "v"),
    "default of a defaultdict": (collections.defaultdict(list), collections.defaultdict(set), "v"),
    "counter with a zero": (collections.Counter(a=1), collections.Counter(a=1, b=0), "v"),
    "length of a deque": (collections.deque([1], 3), collections.deque([1], 4), "v"),
    "chain maps": (collections.ChainMap({"a": 1}, {}), collections.ChainMap({"a": 1}), "v.maps"),
    "named tuples of two classes": (Pair(1, 2), Other(1, 2), "v"),
    "field of a named tuple": (Pair(1, [2]), Pair(1, [3]), "v.right[0]"),
    "tuple and list inside": ({"k": (1, 2)}, {"k": [1, 2]}, "v['k']"),
    "one object twice, or two": ([[1]] * 2, [[1], [1]], "v[1]"),
    "array of the standard library": (array.array("i", [1, 2]), array.array("i", [1, 3]), "v"),
    "its type": (array.array("i", [1]), array.array("l", [1]), "v"),
    "namespaces": (types.SimpleNamespace(a=1, b=2), types.SimpleNamespace(a=1, b=3), "v.b"),
    "views of a dict": ({"a": 1}.keys(), {"b": 1}.keys(), "v[0]"),
    # Dates and places.
    "date and its midnight": (datetime.date(2024, 1, 1), datetime.datetime(2024, 1, 1), "v"),  # noqa: DTZ001
    "naive and aware": (datetime.datetime(2024, 1, 1), datetime.datetime(2024, 1, 1, tzinfo=UTC), "v"),  # noqa: DTZ001
    "one instant in two zones": (
        datetime.datetime(2024, 1, 1, 12, tzinfo=UTC),
        datetime.datetime(2024, 1, 1, 13, tzinfo=datetime.timezone(datetime.timedelta(hours=1))),
        "v",
    ),
    "the fold of a clock put back": (
        datetime.datetime(2024, 10, 27, 2, 30, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")),
        datetime.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")),
        "v",
    ),
    "units of a timestamp": (pd.Timestamp("2024").as_unit("s"), pd.Timestamp("2024").as_unit("ns"), "v"),
    "zones of a timestamp": (pd.Timestamp("2024", tz="UTC"), pd.Timestamp("2024", tz="Europe/London"), "v"),
    "NaT and None": ([pd.NaT], [None], "v[0]"),
    "NaT and NA": ([pd.NaT], [pd.NA], "v[0]"),
    "NA and nan": ([pd.NA], [NAN], "v[0]"),
    "paths": (pathlib.Path("a/b"), pathlib.Path("a/c"), "v"),
    "path and pure path": (pathlib.Path("a"), pathlib.PurePath("a"), "v"),
    "uuids": (uuid.UUID(int=1), uuid.UUID(int=2), "v"),
    # Arrays.
    "dtype of an array": (np.array([1, 2], "i4"), np.array([1, 2], "i8"), "v.dtype"),
    "byte order": (np.array([1, 2], "<i4"), np.array([1, 2], ">i4"), "v.dtype"),
    "shape": (np.zeros((2, 3)), np.zeros((3, 2)), "v.shape"),
    "row and vector": (np.zeros((1, 3)), np.zeros(3), "v.shape"),
    "no elements": (np.zeros((0, 3)), np.zeros((0, 4)), "v.shape"),
    "scalar and array without dimensions": (np.float64(1), np.array(1.0), "v"),
    "order in memory": (np.asfortranarray(np.ones((2, 3))), np.ones((2, 3)), None),
    "element": (np.arange(20_000.0), np.r_[np.arange(19_999.0), -1], "v[19999]"),
    "signed zero in an array": (np.array([0.0, 0.0]), np.array([0.0, -0.0]), "v[1]"),
    "extended precision": (np.array([1], np.longdouble), np.array([1.5], np.longdouble), "v[0]"),
    "widths of text": (np.array(["a"], "U1"), np.array(["a"], "U2"), "v.dtype"),
    "half floats": (np.array([1], "f2"), np.array([1.001], "f2"), "v[0]"),
    "dates in an array": (np.array(["NaT"], "M8[D]"), np.array(["2024"], "M8[D]"), "v[0]"),
    "mask": (np.ma.array([1, 2], mask=[0, 1]), np.ma.array([1, 2], mask=[1, 0]), "v"),
    "what a mask hides": (np.ma.array([1, 2], mask=[0, 1]), np.ma.array([1, 3], mask=[0, 1]), None),
    "fill value of objects": (OBJECTS, copied(OBJECTS), None),
    # No file keeps it, and writing raises where it may not be.
    "may be written to": (flagged(np.ones(2)), np.ones(2), None),
    "records": (np.array([(1, 2.0)], "i4,f8"), np.array([(1, 2.5)], "i4,f8"), "v['f1'][0]"),
    "matrix and array": (np.asmatrix([[1]]), np.array([[1]]), "v"),
    "polynomials": (np.poly1d([1, 2]), np.poly1d([1, 3]), "v"),
    "memory-mapped or not": (np.ones(2).view(np.ndarray), np.ones(4)[::2], None),
    # Sparse matrices.
    "sparse formats": (COO.tocsr(), COO.tocsc(), "v"),
    "sparse matrix and array": (scipy.sparse.csr_matrix(COO), scipy.sparse.csr_array(COO), "v"),
    "sparse datum": (COO.tocsr(), (COO * 2).tocsr(), "v.data[0]"),
    "sparse shapes": (scipy.sparse.csr_array((2, 3)), scipy.sparse.csr_array((2, 4)), "v"),
    "an explicit zero": (
        scipy.sparse.csr_array(([0.0], [0], [0, 1]), shape=(1, 2)),
        scipy.sparse.csr_array((1, 2), dtype=float),
        "v.data.shape",
    ),
    "dictionary of keys": (COO.todok(), COO.T.todok() * 2, "v.data[0]"),
    "diagonals": (scipy.sparse.dia_array(np.eye(2)), scipy.sparse.dia_array(np.eye(2) * 2), "v.data[0]"),
    # Frames.
    "dtype of a column": (frame(), frame(a=np.array([1, 2, 3], "i4")), "v"),
    "order of columns": (frame(), frame()[["b", "a", "s"]], "v"),
    "label of an index": (frame(), frame().set_axis([0, 1, 3]), "v.index"),
    "name of an index": (frame(), frame().rename_axis("id"), "v.index.names[0]"),
    "name of the columns": (frame(), frame().rename_axis(columns="kind"), "v.columns.names[0]"),
    "range and list of an index": (indexed(pd.RangeIndex(2)), indexed(pd.Index([0, 1])), "v.index"),
    "frequency of an index": (
        indexed(pd.date_range("2024", periods=3, freq="D")),
        indexed(pd.DatetimeIndex(list(pd.date_range("2024", periods=3)))),
        "v.index",
    ),
    "levels that nobody uses": (
        indexed(pd.MultiIndex.from_product([[1, 2], ["a"]])[:1]),
        indexed(pd.MultiIndex.from_product([[1], ["a"]])),
        "v.index.levels[0]",
    ),
    "missing text: None and nan": (np.array(["x", None], object), np.array(["x", NAN], object), "v[1]"),
    "the same in a frame": (
        pd.DataFrame({"s": np.array(["x", None], object)}, dtype=object),
        pd.DataFrame({"s": np.array(["x", NAN], object)}, dtype=object),
        "v['s'][1]",
    ),
    "nan and a number": (frame(), frame(b=[0.5, 1.0, 2.0]), "v['b'][1]"),
    "cell of a frame": (frame(), frame(a=[1, 2, 4]), "v['a'][2]"),
    "float of a frame within the tolerance": (frame(), frame(b=[0.5 + 1e-12, np.nan, 2.0]), None),
    "two columns of one name": (
        pd.DataFrame([[1, 2]], columns=["a", "a"]),
        pd.DataFrame([[1, 3]], columns=["a", "a"]),
        "v['a'][0]",
    ),
    "order of categories": (categorical(["x", "y"], ["x", "y"]), categorical(["x", "y"], ["y", "x"]), "v"),
    "a category that nobody has": (categorical(["x"], ["x", "y"]), categorical(["x"], ["x"]), "v"),
    "ordered categories": (categorical(["x"], ["x"], ordered=True), categorical(["x"], ["x"]), "v"),
    "nullable and plain ints": (pd.Series([1, 2], dtype="Int64"), pd.Series([1, 2]), "v"),
    "a missing int": (pd.Series([1, None], dtype="Int64"), pd.Series([1, 0], dtype="Int64"), "v.isna()[1]"),
    "what a missing int hides": (
        pd.Series(pd.arrays.IntegerArray(np.array([1, 7]), np.array([False, True]))),
        pd.Series(pd.arrays.IntegerArray(np.array([1, 8]), np.array([False, True]))),
        None,
    ),
    "zones of a column": (pd.Series(DATES.tz_localize("UTC")), pd.Series(DATES.tz_localize("Asia/Tokyo")), "v"),
    "units of a column": (pd.Series(DATES.as_unit("s")), pd.Series(DATES.as_unit("ns")), "v"),
    "a missing date": (pd.Series(DATES), pd.Series(DATES.fillna(DATES[0])), "v[1]"),
    "periods": (
        pd.period_range("2024-01", periods=2, freq="M"),
        pd.period_range("2024-02", periods=2, freq="M"),
        "v[0]",
    ),
    "sides of intervals": (pd.interval_range(0, 2), pd.interval_range(0, 2, closed="left"), "v"),
    "sparse columns": (
        pd.Series(pd.arrays.SparseArray([0, 1])),
        pd.Series(pd.arrays.SparseArray([0, 1], fill_value=1)),
        "v",
    ),
    "series and its frame": (frame()["a"], frame()[["a"]], "v"),
    "name of a series": (frame()["a"], frame()["a"].rename(None), "v.name"),
    "attrs": (with_attrs(source="a"), with_attrs(source="b"), "v.attrs['source']"),
    "no attrs and some": (frame(), with_attrs(source="b"), "v.attrs"),
    "frame in a cell": (
        pd.Series([frame()], dtype=object),
        pd.Series([frame(a=[1, 2, 4])], dtype=object),
        "v[0]['a'][2]",
    ),
    "groups": (frame().groupby("a"), frame().groupby("a", sort=False), "v"),
    "windows": (frame()["a"].rolling(2), frame()["a"].rolling(3), "v"),
    # Objects.
    "slot": (Slots(a=1, b=2), Slots(a=1, b=3), "v.b"),
    "slot without a value": (Slots(a=1), Slots(a=1, b=2), "v.b"),
    "slot and attribute beside it": (Slots(a=1, x=1), Slots(a=1, x=2), "v.x"),
    "slot of a base": (Derived(1, 2), Derived(3, 2), "v._hidden"),
    "order of attributes": (Slots(x=1, y=2), Slots(y=2, x=1), None),
    "dataclass": (Data(1, [1]), Data(1, [2]), "v.rows[0]"),
    "a field that does not compare": (Data(1, note="a"), Data(1, note="b"), "v.note"),
    "frozen with slots": (Frozen(1.0), Frozen(2.0), "v.n"),
    "objects that say they are equal": (AlwaysEqual(1), AlwaysEqual(2), "v.n"),
    "what is not stored": (Partly(1, 2), Partly(1, 3), None),
    "attribute of a list of one's own": (Words("a", language="de"), Words("a"), "v.language"),
    "item of a list of one's own": (Words("a"), Words("b"), "v[0]"),
    "number of one's own": (Degrees(1.0), Degrees(2.0), "v"),
    "number of one's own and plain": (Degrees(1.0), 1.0, "v"),
    "mapping that minds being read": (Table(a=1), Table(a=2), "v['a']"),
    "members of an enum": (Colour.RED, Colour.BLUE, "v"),
    "member and its value": (Colour.RED, 1, "v"),
    "flags": (Access.READ, Access.READ | Access.WRITE, "v"),
    "errors": (ValueError("a", 1), ValueError("a", 2), "v.argument(1)"),
    "partials": (functools.partial(int, base=2), functools.partial(int, base=8), "v.keywords['base']"),
    "getters": (operator.itemgetter(1), operator.itemgetter(2), "v.argument(0)"),
    "methods of two objects": (Words("a").append, Words("b").append, "v.__self__[0]"),
    "libraries' functions": (np.sin, np.cos, "v"),
    "position of a counter": (itertools.count(1), itertools.count(2), "v"),
    "position of an iterator": (advanced(np.random.default_rng(1), 1), np.random.default_rng(1), "v.state"),
    "draws from Python's generator": (advanced(random.Random(1), 1), random.Random(1), "v"),  # noqa: S311
    "draws from numpy's old one": (advanced(np.random.RandomState(1), 1), np.random.RandomState(1), "v.state"),
    "digests": (hashlib.sha256(b"a"), hashlib.sha256(b"b"), "v"),
    "layouts of bytes": (struct.Struct("i"), struct.Struct("q"), "v"),
    "code without its place": (compile("a + 1", "x", "eval"), compile("\n\na + 1", "y", "eval"), None),
    "code that does something else": (compile("a + 1", "x", "eval"), compile("a - 1", "x", "eval"), "v"),
    # State of functions and classes.
    "attribute of a function": (counting(1), counting(2), "v.calls"),
    "attribute of a class": (make_class(n=1), make_class(n=2), "v.n"),
    "list on a class": (make_class(seen=[1]), make_class(seen=[]), "v.seen"),
    "attribute that was added": (make_class(), make_class(k=5), "v.k"),
    "cell of a closure": (closure([1]), closure([2]), "v.__closure__['n'][0]"),
    "default that was changed": (defaulting([1]), defaulting([1, 2]), "v.__defaults__[0]"),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair_is_told_apart_where_it_differs(name: str) -> None:
    check_pair(*PAIRS[name])
