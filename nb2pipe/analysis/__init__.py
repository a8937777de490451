"""ParsedNotebook -> Analysis: what every cell defines, needs, changes and touches, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping

from nb2pipe.analysis.analyze import analyze

__all__ = ["Mapping", "analyze"]
