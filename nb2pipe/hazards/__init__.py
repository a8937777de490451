"""ParsedNotebook, Analysis -> findings: what breaks, or silently changes, when the notebook becomes a package."""

from __future__ import annotations

from nb2pipe.hazards.finder import find_hazards
from nb2pipe.hazards.registry import RULES

__all__ = ["RULES", "find_hazards"]
