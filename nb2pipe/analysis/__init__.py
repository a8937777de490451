"""ParsedNotebook -> Analysis: what every cell defines, needs, changes and touches, and what follows from it."""

from __future__ import annotations

from nb2pipe.analysis.analyze import analyze

__all__ = ["analyze"]
