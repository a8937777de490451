"""Import statements -> the dotted paths that they name."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from nb2pipe.syntax.scopes import dotted_name
from nb2pipe.syntax.walk import walk


def imported_paths(code: cst.CSTNode) -> Iterator[tuple[str, str | None]]:
    """Each module that code anywhere below the node imports, alone and with each member; relative ones left out."""
    for node in walk(code):
        if isinstance(node, cst.Import):
            yield from ((dotted_name(alias.name), None) for alias in node.names)
        elif isinstance(node, cst.ImportFrom) and node.module is not None and not node.relative:
            module = dotted_name(node.module)
            yield module, None
            if not isinstance(node.names, cst.ImportStar):
                yield from ((module, dotted_name(alias.name)) for alias in node.names)
