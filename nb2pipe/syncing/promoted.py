"""Calls that take a parameter for a path, as only the package has them -> the same calls with the path itself."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from nb2pipe.model.manifest import Manifest
from nb2pipe.syncing.units import Unit
from nb2pipe.syntax.statements import read_source_text

#: Parameter -> the path, as Python source.
Promoted = Mapping[str, str]


def promoted_in(manifest: Manifest, units: Iterable[Unit]) -> Promoted:
    """The parameters that no cell assigns: the export has made them of paths."""
    if not manifest.promotes_paths:
        return {}
    names = {name for unit in units for each in unit.statements for name in _assigned(each.node)}
    return {each.name: _formatted(each.default) for each in manifest.parameters if each.name not in names}


def without_promoted(module: str, promoted: Promoted) -> str:
    """The module, line for line, with these paths as the first arguments of calls."""
    source = read_source_text(module) if promoted else None
    if source is None:
        return module
    lines = [line.encode() for line in source.lines]
    for name in sorted(_first_arguments(source.tree), key=lambda each: (each.lineno, -each.col_offset)):
        if name.id in promoted:
            line, end = lines[name.lineno - 1], name.end_col_offset or 0
            lines[name.lineno - 1] = line[: name.col_offset] + promoted[name.id].encode() + line[end:]
    return b"\n".join(lines).decode()


def _formatted(path: str) -> str:
    """The literal as formatted modules quote it."""
    return path if {'"', "\\"} & {*path} else f'"{path[1:-1]}"'


def _first_arguments(tree: ast.Module) -> Iterator[ast.Name]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(args=[ast.Name() as first, *_]):
                yield first


def _assigned(node: ast.stmt) -> Iterator[str]:
    yield from (each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))
