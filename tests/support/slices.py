"""A notebook run whole and as a slice of it, in this process and in an empty folder."""

from __future__ import annotations

import contextlib
import tempfile
from typing import Any

from tests.support.notebooks import analysis_of


def value_after(cells: list[str], name: str, kept: tuple[int, ...] | None = None) -> str:
    namespace: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for index, source in enumerate(cells):
            if kept is None or index in kept:
                exec(source, namespace)  # noqa: S102  # cases of the tests are all that runs
    return repr(namespace[name])


def assert_slice_is_enough(cells: list[str], name: str) -> None:
    kept = analysis_of(*cells).slice_of(name)
    assert value_after(cells, name, kept) == value_after(cells, name)
