"""Notebooks that somebody works in, looked at again and again: what an edit does not touch is not done again."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nb2pipe.analysis import Memory
    from nb2pipe.hazards import Trees
    from nb2pipe.model.analysis import Analysis
    from nb2pipe.model.code import ParsedCell, ParsedNotebook
    from nb2pipe.model.notebook import Cell, Notebook

#: Characters of source whose trees are kept; a tree takes some hundred bytes for each.
_MOST_CHARACTERS = 1_000_000
#: Notebooks of which analysis remembers the last version.
_MOST_NOTEBOOKS = 8
#: Seconds for which the names behind a star are believed to be the same.
_STAR_SECONDS = 30.0

_Names = Mapping[str, frozenset[str]]
#: The notebook's path, the cell's text, how many such cells stand above it, and the notebook's shell variables.
_Key = tuple[str, str, int, frozenset[str]]


class Desk:
    """Remembers the trees of cells, by their text and place, what analysis made of them, and names behind stars."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._trees: OrderedDict[_Key, ParsedCell] = OrderedDict()
        self._characters = 0
        self._memories: OrderedDict[str, tuple[Memory, Trees]] = OrderedDict()
        self._stars: dict[tuple[object, ...], tuple[float, _Names]] = {}

    def analyze(self, notebook: Notebook) -> tuple[ParsedNotebook, Analysis, _Names]:
        """Parse the cells and find what they do and need; with the names behind star imports."""
        from nb2pipe.analysis import analyze

        parsed = self.parse(notebook)
        names = self._look_behind_stars(parsed)
        return parsed, analyze(parsed, star_exports=names, memory=self._memory_of(notebook.path)[0]), names

    def trees_of(self, notebook: Notebook) -> Trees:
        """The trees that rules have made of the notebook's cells."""
        return self._memory_of(notebook.path)[1]

    def _memory_of(self, path: str) -> tuple[Memory, Trees]:
        from nb2pipe.analysis import Memory
        from nb2pipe.hazards import Trees

        if path not in self._memories:
            self._memories[path] = Memory(), Trees()
        self._memories.move_to_end(path)
        if len(self._memories) > _MOST_NOTEBOOKS:
            self._memories.popitem(last=False)
        return self._memories[path]

    def parse(self, notebook: Notebook) -> ParsedNotebook:
        """As `parse_notebook`, without the cells that have been parsed before."""
        from nb2pipe.model.code import ParsedNotebook
        from nb2pipe.syntax.shell import shell_variables

        # What a shell line means depends on the names that the notebook has.
        variables = shell_variables(cell.source for cell in notebook.code_cells())
        seen: Counter[str] = Counter()
        cells: list[ParsedCell] = []
        for cell in notebook.cells:
            # Facts are kept by the identity of nodes: no two cells share a tree.
            key = (notebook.path, cell.source, seen[cell.source], variables)
            seen[cell.source] += 1
            cells.append(self._parse_cell(key, cell, variables))
        self._shrink(keep=len(notebook.cells))
        return ParsedNotebook(notebook, tuple(cells))

    def _parse_cell(self, key: _Key, cell: Cell, variables: frozenset[str]) -> ParsedCell:
        from nb2pipe.syntax import parse_cell

        known = self._trees.get(key)
        if known is not None and known.cell.type == cell.type:
            self._trees.move_to_end(key)
            return known if known.cell == cell else dataclasses.replace(known, cell=cell)
        parsed = parse_cell(cell, variables)
        self._characters += 0 if key in self._trees else len(cell.source)
        self._trees[key] = parsed
        return parsed

    def _shrink(self, *, keep: int) -> None:
        """Forget what has not been looked at for the longest time, but nothing of the notebook at hand."""
        while self._characters > _MOST_CHARACTERS and len(self._trees) > keep:
            (_, source, _, _), _ = self._trees.popitem(last=False)
            self._characters -= len(source)

    def _look_behind_stars(self, parsed: ParsedNotebook) -> _Names:
        from nb2pipe.service.stars import look_behind_stars

        starred = tuple(cell.source for cell in parsed.notebook.cells if "import" in cell.source and "*" in cell.source)
        if not starred:
            return {}
        key = (parsed.notebook.path, parsed.notebook.kernel_name, starred)
        until, names = self._stars.get(key, (0.0, {}))
        if self._clock() >= until:
            names = look_behind_stars(parsed)
            self._stars = {key: (self._clock() + _STAR_SECONDS, names)}
        return names
