"""The names behind `from module import *`: read from a source beside the notebook, asked of an installed module.

A module beside the notebook is only read, never run. An installed one is imported by the interpreter that has the
notebook's libraries; that interpreter runs this file by its path, so it imports nothing of nb2pipe.
"""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

#: Seconds that the import of an installed module may take.
_PATIENCE = 60
#: Calls after which a module's names can be anything.
_INSCRUTABLE = frozenset({"exec", "eval", "globals", "vars", "locals", "setattr"})


def star_exports(modules: Iterable[str], *, root: Path, python: str) -> dict[str, frozenset[str]]:
    """Module -> what `from module import *` binds; modules that cannot be looked into are left out."""
    reader = _Reader(root, python)
    found = {module: reader.names(module) for module in sorted(set(modules))}
    return {module: names for module, names in found.items() if names is not None}


class _Reader:
    def __init__(self, root: Path, python: str) -> None:
        self._root = root
        self._python = python
        self._open: set[Path] = set()

    def names(self, module: str) -> frozenset[str] | None:
        """The names behind the star of an absolute import."""
        parts = module.split(".")
        if not all(part.isidentifier() for part in parts):
            return None
        source = _source_of(self._root.joinpath(*parts))
        if source is not None:
            return self._read(source)
        if _is_package(self._root / parts[0]):
            return None
        return _ask(module, self._python)

    def _read(self, source: Path) -> frozenset[str] | None:
        if source in self._open:
            return frozenset()
        try:
            tree = ast.parse(source.read_bytes())
        except (OSError, SyntaxError, ValueError):
            return None
        if any(isinstance(node, ast.Call) and _called(node) in _INSCRUTABLE for node in _top_level(tree.body)):
            return None
        self._open.add(source)
        bound = self._bound_names(tree.body, source)
        self._open.discard(source)
        if bound is None or "__all__" in bound:
            return None if bound is None else _listed(tree)
        return frozenset(name for name in bound if not name.startswith("_"))

    def _bound_names(self, body: list[ast.stmt], source: Path) -> set[str] | None:
        bound: set[str] = set()
        for node in _top_level(body):
            if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
                exported = self._behind(node, source)
                if exported is None:
                    return None
                bound |= exported
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                bound.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                bound.add(node.name)
            elif isinstance(node, ast.ExceptHandler):
                continue
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                bound.add(node.id)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del):
                bound.discard(node.id)
        return bound

    def _behind(self, node: ast.ImportFrom, source: Path) -> frozenset[str] | None:
        if not node.level:
            return self.names(node.module or "")
        folder = source.parents[node.level - 1]
        inner = _source_of(folder.joinpath(*(node.module or "").split(".")) if node.module else folder)
        return self._read(inner) if inner is not None else None


def _source_of(stem: Path) -> Path | None:
    for path in (stem / "__init__.py", stem.with_name(stem.name + ".py")):
        if path.is_file():
            return path
    return None


def _is_package(folder: Path) -> bool:
    return (folder / "__init__.py").is_file()


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _top_level(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The nodes that run in the module's own scope, in source order."""
    for node in body:
        yield node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            continue
        yield from _top_level(ast.iter_child_nodes(node))


def _listed(tree: ast.Module) -> frozenset[str] | None:
    """The names in `__all__`, if it is written out."""
    names: set[str] = set()
    for node in _top_level(tree.body):
        if not (isinstance(node, ast.Name) and node.id == "__all__"):
            continue
        value = _value_of(tree, node)
        if value is None:
            return None
        names |= value
    return frozenset(names)


def _value_of(tree: ast.Module, target: ast.Name) -> set[str] | None:
    for node in tree.body:
        if not isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)) or node.value is None:
            continue
        if target not in (node.targets if isinstance(node, ast.Assign) else [node.target]):
            continue
        try:
            value = ast.literal_eval(node.value)
        except ValueError:
            return None
        return set(value) if isinstance(value, (list, tuple)) else None
    return None


def _ask(module: str, python: str) -> frozenset[str] | None:
    """What an installed module exports, according to the interpreter that has it."""
    command = [python, "-I", "-X", "utf8", __file__, module]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = done.stdout.splitlines()
    return frozenset(json.loads(lines[-1])) if done.returncode == 0 and lines else None


def _public_names(module: str) -> list[str]:
    loaded = importlib.import_module(module)
    listed = getattr(loaded, "__all__", None)
    return sorted(listed if listed is not None else (name for name in vars(loaded) if not name.startswith("_")))


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(_public_names(sys.argv[1])) + "\n")
