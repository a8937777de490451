"""A parsed notebook -> the names behind its star imports."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.errors import RunError

if TYPE_CHECKING:
    from nb2pipe.model.code import ParsedNotebook

#: What may be a star import; most stars are multiplications.
_STARRED = re.compile(r"\bimport[\s\\]*\*")


def look_behind_stars(parsed: ParsedNotebook) -> Mapping[str, frozenset[str]]:
    """Module -> the names that its star import binds; empty, and at no cost, for a notebook without star imports.

    `%pylab` makes two of them.
    """
    modules = frozenset(_starred_modules(parsed))
    if not modules:
        return {}
    from nb2pipe.service.kernels import interpreter_of
    from nb2pipe.workspace.exports import star_exports

    try:
        python = interpreter_of(parsed.notebook)
    except RunError:
        return {}
    folder = os.path.dirname(parsed.notebook.path) or os.curdir
    return star_exports(modules, root=Path(folder), python=python)


def _starred_modules(parsed: ParsedNotebook) -> Iterator[str]:
    import libcst as cst

    from nb2pipe.syntax.scopes import dotted_name
    from nb2pipe.syntax.walk import walk

    for cell in parsed.code():
        if any(magic.name == "%pylab" for magic in cell.magics):
            yield from ("matplotlib.pylab", "numpy")
        if cell.module is None or _STARRED.search(cell.cell.source) is None:
            continue
        for node in walk(cell.module):
            if isinstance(node, cst.ImportFrom) and isinstance(node.names, cst.ImportStar) and not node.relative:
                yield dotted_name(node.module)
