"""What a plan's code shows of the values between steps."""

from __future__ import annotations

from typing import Any

import pytest

from nb2pipe.emitters.boilerplate.schemas import SCHEMAS
from nb2pipe.emitters.contracts import contracted
from nb2pipe.emitters.readings import columns_read


@pytest.mark.parametrize(
    ("body", "columns"),
    [
        ("x = df['a'].sum() + df['b']", ["a", "b"]),
        ("part = df[['a', 'b']].copy()", ["a", "b"]),
        ("df['c'] = df['a']\nx = df['c'] + df['b']", ["a", "b"]),
        ("x = df['a']\nfill(df)\ny = df['b']", ["a"]),
        ("x = df['a']\ndf.insert(0, 'b', 1)\ny = df['b']", ["a"]),
        ("x = df['a']\ndf = load()\ny = df['b']", ["a"]),
        ("if flag:\n    x = df['a']\ny = df['b']", []),
        ("x = df['a'] if flag else 0\ny = flag and df['b']\nz = [df['c'] for _ in rows]\nw = df['d']", ["d"]),
        ("x = df[name]", []),
        ("x = df['a'][0] + other['b']", ["a"]),
        ("del df['a']", ["a"]),
        ("x = df.loc[:, 'a']", []),
    ],
)
def test_columns_are_those_that_are_surely_read_first(build, body, columns):
    step = build.step("s", body, inputs=["df: pd.DataFrame <- load"])
    assert list(dict.fromkeys(columns_read(step, "df"))) == columns


def test_frames_and_columns_of_polars_have_contracts(build):
    load = build.step("load", "pass", outputs=["df: pl.DataFrame", "age: pl.Series", "lazy: pl.LazyFrame"])
    read = build.step("read", "x = df['a']", inputs=["df: pl.DataFrame <- load"])
    found = contracted(build.plan(load, read))
    assert [(name, schema.kind, [c.name for c in schema.columns]) for _, name, schema in found] == [
        ("df", "frame", ["a"]),
        ("age", "array", [""]),
    ]


def test_contract_tells_what_a_frame_of_polars_breaks():
    pl = pytest.importorskip("polars")
    module: dict[str, Any] = {}
    exec(SCHEMAS, module)  # noqa: S102  # as the package has it
    frame = pl.DataFrame({"n": [1.5, None, float("nan")], "kind": ["a", "b", "a"]})
    wanted = {"n": module["Column"]("Float64", minimum=2), "kind": module["Column"]("String", categories=("a",))}
    assert module["Frame"](wanted).violations(frame) == [
        "column 'n' has 2 missing values",
        "column 'n' goes down to 1.5, below 2",
        "column 'kind' has unknown values: 'b'",
    ]
    assert module["Frame"]({"n": module["Column"]("Int64")}).violations(frame) == ["column 'n' is Float64, not Int64"]


def test_frames_and_arrays_have_contracts_and_nothing_else(build):
    load = build.step("load", "pass", outputs=["df: pd.DataFrame", "xs: np.ndarray", "n: int", "what"])
    one = build.step("one", "x = df['a']", inputs=["df: pd.DataFrame <- load"], outputs=["x"])
    two = build.step("two", "y = df['b'] + df['a']", inputs=["df: pd.DataFrame <- load"], outputs=["y"])
    found = contracted(build.plan(load, one, two))
    assert [(step, name, schema.kind, [c.name for c in schema.columns]) for step, name, schema in found] == [
        ("load", "df", "frame", ["a", "b"]),
        ("load", "xs", "array", [""]),
    ]
