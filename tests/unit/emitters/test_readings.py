"""What a plan's code shows of the values between steps."""

from __future__ import annotations

import pytest

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


def test_frames_and_arrays_have_contracts_and_nothing_else(build):
    load = build.step("load", "pass", outputs=["df: pd.DataFrame", "xs: np.ndarray", "n: int", "what"])
    one = build.step("one", "x = df['a']", inputs=["df: pd.DataFrame <- load"], outputs=["x"])
    two = build.step("two", "y = df['b'] + df['a']", inputs=["df: pd.DataFrame <- load"], outputs=["y"])
    found = contracted(build.plan(load, one, two))
    assert [(step, name, schema.kind, [c.name for c in schema.columns]) for step, name, schema in found] == [
        ("load", "df", "frame", ["a", "b"]),
        ("load", "xs", "array", [""]),
    ]
