"""Modules that the notebook itself may have written: which files an import reads."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Variable
from nb2pipe.model.accesses import Via
from nb2pipe.model.ids import SEARCH_PATH

_FILE = "file:"


def read_module(m: Machine, module: str, node: cst.CSTNode) -> None:
    """Note that a module, and the packages around it, are read: of files that the notebook writes, from those."""
    written = [name for name in m.world.slots if name.startswith(_FILE) and name.endswith(".py")]
    if not written:
        return
    paths = tuple(_paths(module.replace(".", "/").lstrip("/")))
    inner = tuple(f"/{path}" for path in paths)
    # Another folder of the search path may be the one.
    is_anywhere = isinstance(m.world.slots.get(SEARCH_PATH), Variable)
    for name in sorted(written):
        if name.removeprefix(_FILE) in paths or (is_anywhere and name.endswith(inner)):
            m.read_world(name, node, Via.FILE)


def _paths(module: str) -> Iterator[str]:
    """Files of a module and of the packages that it is in."""
    while module:
        yield f"{module}.py"
        yield f"{module}/__init__.py"
        module = module.rpartition("/")[0]
