"""The path of a notebook -> its folder, and the modules in it, which Python finds there and nowhere else."""

from __future__ import annotations

import os


def local_modules(notebook: str) -> frozenset[str]:
    """Names of the files and packages of Python in the notebook's folder; none for a notebook that is no file."""
    if not os.path.isfile(notebook):
        return frozenset()
    with os.scandir(os.path.dirname(notebook) or os.curdir) as entries:
        names = (_module_of(entry) for entry in entries)
        return frozenset(name for name in names if name.isidentifier())


def _module_of(entry: os.DirEntry[str]) -> str:
    stem, dot, suffix = entry.name.partition(".")
    if dot:
        return stem if suffix == "py" else ""
    return stem if os.path.isfile(os.path.join(entry.path, "__init__.py")) else ""


def folder_of(notebook: str) -> str:
    """The notebook's folder as an absolute path with slashes; empty for a notebook that is no file."""
    return os.path.dirname(os.path.abspath(notebook)).replace(os.sep, "/") if os.path.isfile(notebook) else ""
