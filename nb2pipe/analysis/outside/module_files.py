"""Modules that the notebook itself may have written: which files an import reads."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import libcst as cst

from nb2pipe.analysis.state.backing import paths_behind
from nb2pipe.analysis.state.heap import NOTHING, SCALAR, join
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.state.objects import Obj, Variable
from nb2pipe.analysis.values.arguments import Argument
from nb2pipe.analysis.values.texts import constant_texts, pattern_of
from nb2pipe.model.accesses import Via
from nb2pipe.model.code import Magic
from nb2pipe.model.ids import SEARCH_PATH

_FILE = "file:"
#: What a file holds that the notebook has written.
_TEXT = "text:"
#: Whether IPython loads modules anew that have changed.
_RELOADS = "autoreload"


def note_text(m: Machine, written: Obj, method: str, arguments: list[Argument]) -> None:
    """`path.write_text(text)`, `file.write(text)`: keep what the notebook writes into a module."""
    if method not in ("write", "write_text") or not arguments:
        return
    for path in [pattern_of(written)] if written.type == "path" else paths_behind(written):
        if path.endswith(".py"):
            slot = m.world.slots.get(f"{_TEXT}{path}")
            before = slot.value if isinstance(slot, Variable) and method == "write" else NOTHING
            m.journal.set(m.world, f"{_TEXT}{path}", m.local_variable(join(before, arguments[0][0])))


def read_module(m: Machine, module: str, node: cst.CSTNode | None) -> None:
    """Note that a module is read, with the packages around it and all that it imports, of what the notebook writes."""
    written = sorted(name for name in m.world.slots if name.startswith(_FILE) and name.endswith(".py"))
    if not written:
        return
    # Another folder of the search path may be the one.
    is_anywhere = isinstance(m.world.slots.get(SEARCH_PATH), Variable)
    found: set[str] = set()
    wanted, asked = [module], {module}
    while wanted:
        paths = tuple(_paths(wanted.pop().replace(".", "/").lstrip("/")))
        inner = tuple(f"/{path}" for path in paths)
        for name in written:
            path = name.removeprefix(_FILE)
            if path in paths or (is_anywhere and path.endswith(inner)):
                found.add(name)
                wanted += dict.fromkeys(each for each in _imported_by(m, path) if each not in asked)
                asked.update(wanted)
    for name in sorted(found):
        m.read_world(name, node, Via.FILE)


def _imported_by(m: Machine, path: str) -> Iterator[str]:
    """Modules that a module which the notebook has written imports."""
    slot = m.world.slots.get(f"{_TEXT}{path}")
    for text in constant_texts(slot.value) if isinstance(slot, Variable) else ():
        yield from _imports(text, path.split("/")[:-1])


def _imports(text: str, package: list[str]) -> Iterator[str]:
    """Modules that the text of a module of the package imports, and what may be such."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            around = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*around, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}".lstrip(".") for alias in node.names)


def _paths(module: str) -> Iterator[str]:
    """Files of a module and of the packages that it is in."""
    while module:
        yield f"{module}.py"
        yield f"{module}/__init__.py"
        module = module.rpartition("/")[0]


def reload_used(m: Machine, magics: Iterable[Magic]) -> None:
    """After `%autoreload`, a cell uses modules as their files say when it begins."""
    for magic in magics:
        if magic.name == "%autoreload":
            is_on = magic.text.split()[1:2] not in (["0"], ["off"])
            m.journal.set(m.world, _RELOADS, m.local_variable(SCALAR if is_on else NOTHING))
    slot = m.world.slots.get(_RELOADS)
    if not isinstance(slot, Variable) or not slot.value:
        return
    for name in sorted(m.recorder.entry_values):
        for obj in m.recorder.entry_values[name]:
            if obj.type == "external":
                read_module(m, obj.name, None)
