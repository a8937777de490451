"""A kernel's variables -> what kind each is of, and a summary of it that a test can compare with."""

from __future__ import annotations

import contextlib
import types
from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any

from .artifacts import publish
from .captures import pick
from .profiles import profile


def observe_variables(namespace: Mapping[str, object], names: Sequence[str], *, summaries: str, path: str) -> None:
    """Write `profile` and `summary` of the variables of those names as JSON; one that does not exist is left out.

    `summaries` is the source of a module with a function `summarize`: the one that the package's tests use.
    """
    summarize = load_summaries(summaries).summarize
    found = {name: observe(value, summarize) for name, value in pick(names, [namespace]).items()}
    publish(path, dumps(found).encode())


def seed_generators(summaries: str) -> None:
    """Seed as the tests of a package do, so that a notebook which seeds nothing gives what they will see."""
    with contextlib.suppress(ImportError):
        import numpy  # noqa: F401  only a loaded library is seeded
    load_summaries(summaries).seed()


def observe(value: object, summarize: Any) -> dict[str, object]:
    """What is seen of one value; only its type if its own methods fail."""
    try:
        return {"profile": profile(value), "summary": summarize(value)}
    except Exception:  # noqa: BLE001  the user's classes may raise anything
        return {"profile": {"annotation": "Any", "kind": "object"}, "summary": None}


def load_summaries(source: str) -> Any:
    """The module of that source, under no name that anybody imports."""
    module = types.ModuleType("_nb2pipe_summaries")
    exec(compile(source, "summaries.py", "exec"), vars(module))  # noqa: S102  our own source
    return module
