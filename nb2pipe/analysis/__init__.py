"""ParsedNotebook -> Analysis: what every cell defines, needs, changes and touches, and what follows from it."""

from __future__ import annotations

from nb2pipe.analysis.analyze import analyze
from nb2pipe.analysis.cells.memory import Memory

__all__ = ["Memory", "analyze"]
