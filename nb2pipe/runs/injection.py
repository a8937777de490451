"""Code for a kernel that reads or sets variables of the user's namespace and leaves nothing of its own there."""

from __future__ import annotations

import base64
import pickle
from collections.abc import Mapping
from pathlib import Path

_WORKER = Path(__file__).with_name("worker.py")

_LOAD = f"""
import importlib.util, sys
if "_nb2pipe_worker" not in sys.modules:
    spec = importlib.util.spec_from_file_location("_nb2pipe_worker", {str(_WORKER)!r})
    sys.modules["_nb2pipe_worker"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["_nb2pipe_worker"])
load = sys.modules["_nb2pipe_worker"].load_private
inside = sys.modules.get("_nb2pipe_inside") or load("inside")
describe = (sys.modules.get("_nb2pipe_describe") or load("describe")).describe
"""


def capturing(names: tuple[str, ...] | None, *, package: str, path: Path) -> str:
    """Source that describes variables, all if there are no names, and writes the descriptions to the path."""
    arguments = f"namespace, {names!r}, describe, package={package!r}, path={str(path)!r}"
    return _isolated(f"{_LOAD}inside.capture_variables({arguments})")


def observing(names: tuple[str, ...], *, summaries: str, path: Path) -> str:
    """Source that writes kind and summary of variables to the path as JSON."""
    arguments = f"namespace, {names!r}, summaries={summaries!r}, path={str(path)!r}"
    return _isolated(f"{_LOAD}inside.observe_variables({arguments})")


def listening(root: Path) -> str:
    """Source that notes from now on which files are opened."""
    return _isolated(f"{_LOAD}inside.opened = inside.OpenedFiles({str(root)!r})")


def seeding(summaries: str) -> str:
    """Source that gives global generators the state with which the tests of a package start."""
    return _isolated(f"{_LOAD}inside.seed_generators({summaries!r})")


def telling_opened(path: Path) -> str:
    """Source that writes which files were opened to the path."""
    return _isolated(f"{_LOAD}inside.opened.write({str(path)!r})")


def locating_error(path: Path) -> str:
    """Source that writes the line of the last error to the path."""
    return _isolated(f"{_LOAD}inside.error_place({str(path)!r})")


def entering(step: str, libraries: tuple[str, ...]) -> str:
    """Source that gives the code to come the random numbers of that step."""
    begin = f"inside.chance = inside.Streams({libraries!r}, watches_seeds=True)"
    return _isolated(f"{_LOAD}if not hasattr(inside, 'chance'):\n    {begin}\ninside.chance.enter({step!r})")


def telling_of_chance(path: Path) -> str:
    """Source that writes which generators were drawn from and which libraries' were seeded to the path."""
    return _isolated(f"{_LOAD}inside.write_chance(inside.chance, {str(path)!r})")


def showing_nothing() -> str:
    """Source after which cells show nothing: what they would show is computed, but not asked for its looks."""
    return _isolated(
        "from IPython import get_ipython\nget_ipython().display_formatter.format = lambda *_, **__: ({}, {})"
    )


def updating(values: Mapping[str, object]) -> str:
    """Source that assigns the values."""
    data = base64.b64encode(pickle.dumps(dict(values))).decode()
    return _isolated(f"import base64, pickle\nnamespace.update(pickle.loads(base64.b64decode({data!r})))")


def _isolated(source: str) -> str:
    """Source that runs in a namespace of its own, from which the user's is reached as `namespace`."""
    return f"__import__('builtins').exec({source!r}, {{'namespace': __import__('builtins').globals()}})"
