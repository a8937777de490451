"""FileTree -> FileTree with sorted imports and formatted Python, by ruff."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.files import FileTree
from nb2pipe.scratch import scratch_folder

#: The file with the settings by which a tree is formatted.
SETTINGS = "pyproject.toml"
_NO_COPIES: Mapping[str, bytes] = MappingProxyType({})


def format_tree(tree: FileTree, *, copies: Mapping[str, bytes] = _NO_COPIES) -> FileTree:
    """Sort imports, drop unused ones and format every `.py` file: two calls of ruff for all of them.

    `copies` come to the tree as they are; that they are there decides where imports of them stand.
    Only the tree's own ruff settings count, never the user's: the same tree gives the same bytes everywhere.
    """
    modules = [path for path in tree.paths() if path.endswith(".py")]
    if not modules:
        return replace(tree, files={**tree.files, **copies}) if copies else tree
    with scratch_folder() as folder:
        needed = {path: tree.files[path] for path in [*modules, *({SETTINGS} & set(tree.files))]}
        for path, data in {**copies, **needed}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        settings = ["--config", SETTINGS] if SETTINGS in tree.files else ["--isolated"]
        _run_ruff(["check", "--fix", "--exit-zero", "--select", "I,F401", *settings], modules, folder)
        _run_ruff(["format", *settings], modules, folder)
        formatted = {path: (folder / path).read_bytes() for path in modules}
    return replace(tree, files={**tree.files, **copies, **formatted})


def sort_imports(block: str, *, settings: bytes | None, packages: Iterable[str]) -> str:
    """The imports with which a module begins in their order; `packages` are those of the folder itself."""
    with scratch_folder() as folder:
        files = {f"src/{name}/__init__.py": b"" for name in packages} | {"block.py": f"{block}\n".encode()}
        for path, data in (files if settings is None else {**files, SETTINGS: settings}).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        options = ["--isolated"] if settings is None else ["--config", SETTINGS]
        _run_ruff(["check", "--fix", "--exit-zero", "--select", "I", *options], ["block.py"], folder)
        _run_ruff(["format", *options], ["block.py"], folder)
        return (folder / "block.py").read_text(encoding="utf-8")


def is_python(data: bytes) -> bool:
    """Whether ruff can read the module."""
    try:
        ast.parse(data)
    except (SyntaxError, ValueError):
        return False
    return True


def _run_ruff(arguments: list[str], modules: list[str], folder: Path) -> None:
    from ruff import find_ruff_bin

    command = [find_ruff_bin(), *arguments, "--no-cache", "--quiet", *modules]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise WorkspaceError(f"ruff cannot be started ({error}); install it: pip install ruff") from None
    if done.returncode != 0:
        raise AssertionError(f"emitted code that ruff cannot read:\n{done.stderr or done.stdout}")
