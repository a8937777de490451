"""ParsedNotebook, Analysis -> findings: what breaks, or silently changes, when the notebook becomes a package."""

from __future__ import annotations

from nb2pipe.hazards.finder import check_selector, find_hazards
from nb2pipe.hazards.fixing import apply_fixes, choose_fixable
from nb2pipe.hazards.registry import RULES
from nb2pipe.hazards.trees import Trees

__all__ = ["RULES", "Trees", "apply_fixes", "check_selector", "choose_fixable", "find_hazards"]
