"""Variables -> a file of their descriptions."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence

from .artifacts import publish

Describe = Callable[[object, str], object]


def pick(names: Iterable[str], scopes: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Values by name, each from the first scope that has it; a name that none has is left out."""
    found = {name: next((scope for scope in scopes if name in scope), None) for name in names}
    return {name: scope[name] for name, scope in found.items() if scope is not None}


def store(variables: Mapping[str, object], describe: Describe, *, package: str, path: str) -> None:
    """Describe each variable on its own and write all descriptions into one file."""
    descriptions = {name: describe(value, package) for name, value in variables.items()}
    publish(path, pickle.dumps(descriptions, protocol=5))
