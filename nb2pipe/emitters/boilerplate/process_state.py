"""`tests/process_state.py`: what steps leave behind in the process, so that tests see when it is another."""

from __future__ import annotations

PROCESS_STATE = '''"""What steps leave behind in the process: options of libraries, generators of random numbers."""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from summaries import summarize

#: For each library, its options; those of one that was loaded later are no change.
Options = dict[str, dict[str, Any]]


def options() -> Options:
    """The options of the libraries that are loaded."""
    found: Options = {}
    if pandas := sys.modules.get("pandas"):
        found["pandas"] = dict(_flat(getattr(pandas.options, "d", {})))
    if numpy := sys.modules.get("numpy"):
        found["numpy"] = dict(numpy.get_printoptions())
    if matplotlib := sys.modules.get("matplotlib"):
        found["matplotlib"] = dict(matplotlib.rcParams.copy())
    return {name: {key: summarize(value) for key, value in values.items()} for name, values in found.items()}


def changes(before: Options, after: Options) -> dict[str, Any]:
    """Each option that has another value than before, as `pandas.display.precision`."""
    return {
        f"{library}.{name}": value
        for library, values in before.items()
        for name, value in after.get(library, {}).items()
        if values.get(name) != value
    }


def generators() -> dict[str, str]:
    """A checksum of the state of each global generator of random numbers."""
    found = {"random": _digest(random.getstate())}
    if numpy := sys.modules.get("numpy"):
        found["numpy.random"] = _digest(numpy.random.get_state(legacy=False))
    return found


def _digest(state: Any) -> str:
    # Of an array's text, some elements would be left out.
    return hashlib.sha256(repr(_plain(state)).encode()).hexdigest()[:16]


def _plain(state: Any) -> Any:
    if isinstance(state, Mapping):
        return {str(key): _plain(value) for key, value in state.items()}
    return state.tolist() if hasattr(state, "tolist") else state


def _flat(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value
'''
