from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque

import pytest

from nb2pipe.runs.inside.profiles import annotation, profile


class Own:
    pass


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "None"),
        (True, "bool"),
        (1.5, "float"),
        ([1, 2.0], "list[float]"),
        ([1, None], "int | None"),
        ([], "list"),
        ({"a": [1]}, "dict[str, list[int]]"),
        ((1, "a"), "tuple[int, str]"),
        ((1,) * 9, "tuple"),
        ([1, "a"], "list[Any]"),
        (OrderedDict(a=1), "collections.OrderedDict[str, int]"),
        (defaultdict(list), "collections.defaultdict[Any, Any]"),
        (Counter("ab"), "collections.Counter[str]"),
        (deque([1.5]), "collections.deque[float]"),
        (iter([]), "Any"),
        (Own(), f"{Own.__module__}.Own"),
    ],
)
def test_annotation_is_source(value: object, expected: str) -> None:
    found = annotation(value)
    assert found == (f"list[{expected}]" if expected == "int | None" else expected)


def test_library_types_have_their_public_names() -> None:
    pd = pytest.importorskip("pandas")
    linear = pytest.importorskip("sklearn.linear_model")
    assert annotation(pd.DataFrame()) == "pandas.DataFrame"
    assert annotation(linear.LogisticRegression()) == "sklearn.linear_model.LogisticRegression"


def test_frame_tells_columns_ranges_missing_values_and_categories() -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"n": [1.5, None, 3.0, 2.0], "kind": ["a", "b", "a", "b"], "id": list("wxyz")})
    columns = {column["name"]: column for column in profile(frame)["columns"]}  # type: ignore[attr-defined]  # a list
    assert columns["n"] == {"name": "n", "dtype": "float64", "nullable": True, "minimum": 1.5, "maximum": 3.0}
    assert columns["kind"]["categories"] == ["a", "b"]
    assert "categories" not in columns["id"]


def test_infinity_is_no_bound_and_objects_without_a_hash_no_categories() -> None:
    np, pd = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    assert profile(np.array([np.inf, 0.5]))["column"] == {"name": "", "dtype": "float64", "nullable": False}
    frame = pd.DataFrame({"params": [{"a": 1}, {"a": 2}], "score": [0.5, 0.75]})
    columns = profile(frame)["columns"]
    assert [column["name"] for column in columns] == ["params", "score"]  # type: ignore[attr-defined]  # a list


def test_frame_of_polars_tells_the_same() -> None:
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame({"n": [1.5, None, 3.0, float("nan")], "kind": ["a", "b", "a", "b"], "id": list("wxyz")})
    found = profile(frame)
    columns = {column["name"]: column for column in found["columns"]}  # type: ignore[attr-defined]  # a list
    assert found["annotation"] == "polars.DataFrame"
    assert columns["n"] == {"name": "n", "dtype": "Float64", "nullable": True, "minimum": 1.5, "maximum": 3.0}
    assert columns["kind"]["categories"] == ["a", "b"]
    assert "categories" not in columns["id"]
    assert profile(frame["n"])["column"] == columns["n"]
    assert profile(frame.lazy())["kind"] == "object"


def test_columns_that_names_do_not_tell_apart_are_left_out() -> None:
    pd = pytest.importorskip("pandas")
    assert profile(pd.DataFrame([[1, 2]], columns=["a", "a"]))["columns"] is None
    assert profile(pd.DataFrame([[1, 2]]))["columns"] is None
