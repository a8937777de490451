"""How much of the names that a notebook binds its code shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nb2pipe.model.analysis import CellFacts
from nb2pipe.model.code import ParsedNotebook
from nb2pipe.model.effects import EffectKind

_DYNAMIC = frozenset({EffectKind.DYNAMIC, EffectKind.IPYTHON, EffectKind.TOO_COMPLEX})


class Legibility:
    """Which cells may bind names that their code does not show."""

    def __init__(self, parsed: ParsedNotebook, cells: Sequence[CellFacts]) -> None:
        self._parsed = parsed
        self._cells = cells
        self._opaque = tuple(facts.index for facts in cells if self._is_opaque(facts))

    def may_have_named(self, name: str, cell: int) -> bool:
        """Whether something that cannot be seen into may have bound the name before the end of this cell."""
        return self.opaque_source(name, cell) is not None

    def opaque_source(self, name: str, cell: int) -> int | None:
        """The last cell, up to this one, that may have bound the name in a way that the code does not show."""
        return next((index for index in reversed(self._opaque) if index <= cell and self._may_name(index, name)), None)

    def is_whole(self, *, apart_from: int | None = None) -> bool:
        """Whether the code of all cells, or of all but one, shows every name that it uses."""
        if not set(self._opaque) <= {apart_from}:
            return False
        return not any(effect.kind in _DYNAMIC for facts in self._cells for effect in facts.effects)

    def _is_opaque(self, facts: CellFacts) -> bool:
        source = self._parsed.cells[facts.index]
        if source.fault is not None:
            return True
        if any(magic.may_bind_any_name for magic in source.magics):
            return True
        return any(effect.may_bind_any_name for effect in facts.effects)

    def _may_name(self, cell: int, name: str) -> bool:
        source = self._parsed.cells[cell]
        if source.fault is not None:
            return re.search(rf"\b{re.escape(name)}\b", source.cell.source) is not None
        return True
