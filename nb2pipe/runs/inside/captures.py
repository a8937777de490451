"""Variables -> a file of their descriptions."""

from __future__ import annotations

import contextlib
import functools
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from .artifacts import publish
from .files import FILE, files

Describe = Callable[[object, str], object]


def pick(names: Iterable[str], scopes: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Values by name, each from the first scope that has it; a name that none has is left out.

    A name with dots is an attribute of a module that is loaded: `math.tau`; `file:PATH` is what a file says.
    """
    names = tuple(names)
    variables = [name for name in names if not name.startswith(FILE)]
    plain = [name for name in variables if "." not in name]
    found = {name: next((scope for scope in scopes if name in scope), None) for name in plain}
    picked = {name: scope[name] for name, scope in found.items() if scope is not None}
    return {**picked, **dict(_attributes(name for name in variables if "." in name)), **dict(files(names))}


def _attributes(names: Iterable[str]) -> Iterator[tuple[str, object]]:
    for name in names:
        path = name.split(".")
        for length in range(len(path) - 1, 0, -1):
            owner: object = sys.modules.get(".".join(path[:length]))
            if owner is not None:
                with contextlib.suppress(AttributeError):
                    yield name, functools.reduce(getattr, path[length:], owner)
                break


def store(variables: Mapping[str, object], describe: Describe, *, package: str, path: str) -> None:
    """Describe each variable on its own and write all descriptions into one file."""
    descriptions = {name: describe(value, package) for name, value in variables.items()}
    publish(path, pickle.dumps(descriptions, protocol=5))
