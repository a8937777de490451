"""Versions of a notebook, one after the other -> what a fresh check says of each, at less cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nb2pipe.service import check
from nb2pipe.service.desk import Desk

if TYPE_CHECKING:
    from nb2pipe.service.checking import CheckReport
    from nb2pipe.service.source import Source


class CheckSession:
    """Checks a notebook while somebody edits it: what an edit does not touch is not done again.

    A report is always the one that `check` would give; only that the names behind a star import, which another process
    looks up, are believed for half a minute.
    """

    def __init__(self) -> None:
        self._desk = Desk()

    def check(
        self, source: Source, *, select: Sequence[str] = (), ignore: Sequence[str] = (), locate: bool = False
    ) -> CheckReport:
        """Analyze this version without running it and apply the rules; raises UnreadableNotebook."""
        return check(source, select=select, ignore=ignore, locate=locate, desk=self._desk)
