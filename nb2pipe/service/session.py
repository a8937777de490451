"""Versions of a notebook, one after the other -> what a fresh check says of each, at less cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nb2pipe.service import check

if TYPE_CHECKING:
    from nb2pipe.model.code import ParsedCell, ParsedNotebook
    from nb2pipe.model.notebook import Notebook
    from nb2pipe.service.checking import CheckReport
    from nb2pipe.service.source import Source


class CheckSession:
    """Checks a notebook while somebody edits it: cells whose text stays are not parsed again.

    A report is always the one that `check` would give; only one notebook's trees are kept, those of its last version.
    """

    def __init__(self) -> None:
        self._trees: defaultdict[str, list[ParsedCell]] = defaultdict(list)
        self._variables: frozenset[str] = frozenset()

    def check(
        self, source: Source, *, select: Sequence[str] = (), ignore: Sequence[str] = (), locate: bool = False
    ) -> CheckReport:
        """Analyze this version without running it and apply the rules; raises UnreadableNotebook."""
        return check(source, select=select, ignore=ignore, locate=locate, parse=self._parse)

    def _parse(self, notebook: Notebook) -> ParsedNotebook:
        from nb2pipe.model.code import ParsedNotebook
        from nb2pipe.model.notebook import CellType
        from nb2pipe.syntax import parse_cell
        from nb2pipe.syntax.shell import shell_variables

        variables = shell_variables(cell.source for cell in notebook.cells if cell.type is CellType.CODE)
        if variables != self._variables:
            # What a shell line means depends on the names that the notebook has.
            self._variables, self._trees = variables, defaultdict(list)
        trees, self._trees = self._trees, defaultdict(list)
        cells: list[ParsedCell] = []
        for cell in notebook.cells:
            # Equal cells have a tree each: a node stands in one cell.
            known = trees[cell.source].pop() if trees.get(cell.source) else None
            is_same = known is not None and known.cell.type is cell.type
            parsed = replace(known, cell=cell) if known is not None and is_same else parse_cell(cell, variables)
            self._trees[cell.source].append(parsed)
            cells.append(parsed)
        return ParsedNotebook(notebook, tuple(cells))
