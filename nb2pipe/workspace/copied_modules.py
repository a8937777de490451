"""A notebook's folder and what the notebook imports -> the modules there that its package needs a copy of."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

#: Files beside the modules of a package that are larger are data, which a pipeline is given when it runs.
_LARGEST_FILE = 100_000
_LEFT_OUT = frozenset({".pyc", ".pyo", ".ipynb"})


@dataclass(frozen=True, slots=True)
class CopiedModules:
    """Modules that no distribution provides, and all that they import of that kind."""

    #: Path below the notebook's folder -> bytes.
    files: Mapping[str, bytes] = field(default_factory=dict)
    #: Import roots of other modules that they need.
    requirements: frozenset[str] = frozenset()

    @property
    def tops(self) -> tuple[str, ...]:
        """The files and folders that lie beside the notebook itself."""
        return tuple(sorted({path.partition("/")[0] for path in self.files}))


def lies_beside(folder: Path, root: str) -> bool:
    """Whether there is something in the folder that an import of that root could mean."""
    return (folder / f"{root}.py").is_file() or (folder / root).is_dir()


def read_modules(folder: Path, roots: Collection[str], *, provided: Collection[str]) -> CopiedModules:
    """Read the modules of these import roots that lie in the folder; `provided` are those that are installed."""
    folders = {root for root in roots if root not in provided}
    files: dict[str, bytes] = {}
    needed: set[str] = set()
    seen: set[str] = set()
    stack = sorted(roots, reverse=True)
    while stack:
        root = stack.pop()
        if root in seen or root in sys.stdlib_module_names:
            continue
        seen.add(root)
        found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files_of(folder, root, folders)}
        if not found:
            needed.add(root)
        files |= found
        stack += sorted({each for path, data in found.items() if path.endswith(".py") for each in _imports(data)})
    return CopiedModules(files, frozenset(needed))


def _files_of(folder: Path, root: str, folders: Collection[str]) -> Iterator[Path]:
    """The files of a module, as Python finds it: a package, a module, or a folder of modules where that is meant."""
    package, module = folder / root, folder / f"{root}.py"
    if (package / "__init__.py").is_file():
        yield from _files_below(package)
    elif module.is_file():
        yield module
    elif package.is_dir() and root in folders:
        found = list(_files_below(package))
        yield from found if any(path.suffix == ".py" for path in found) else ()


def _files_below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == "__pycache__":
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files_below(path)
        elif path.suffix == ".py" or _is_small(path):
            yield path


def _is_small(path: Path) -> bool:
    return path.is_file() and path.suffix not in _LEFT_OUT and path.stat().st_size <= _LARGEST_FILE


def _imports(module: bytes) -> Iterator[str]:
    try:
        tree = ast.parse(module)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
