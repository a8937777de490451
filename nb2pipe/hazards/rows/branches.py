"""Branches -> names that their conditions compare, and names that they assign."""

from __future__ import annotations

import libcst as cst

from nb2pipe.syntax.scopes import target_names
from nb2pipe.syntax.walk import children


def names_compared(node: cst.CSTNode) -> list[str]:
    """The names that stand alone on a side of a comparison."""
    if isinstance(node, cst.Name):
        return [node.value]
    if isinstance(node, cst.ComparisonTarget):
        return names_compared(node.comparator)
    return []


def names_assigned(block: cst.CSTNode) -> list[str]:
    """The names that a block gives values."""
    found: list[str] = []
    for node in children(block):
        if isinstance(node, cst.Assign):
            found += [name for target in node.targets for name in target_names(target.target)]
        else:
            found += names_assigned(node) if not isinstance(node, cst.BaseExpression) else []
    return found
