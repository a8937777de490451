"""Names that a block binds for itself."""

from __future__ import annotations

import libcst as cst

from nb2pipe.syntax.free_names import free_names
from nb2pipe.syntax.scopes import names_of_block


def own_names(node: cst.BaseStatement) -> frozenset[str]:
    """Names that the body of an `if` surely binds before it uses them, and that nothing else of it uses."""
    if not isinstance(node, cst.If) or not isinstance(node.body, cst.IndentedBlock):
        return frozenset()
    bound, taken = set[str](), set(free_names([node.test, *([node.orelse] if node.orelse else [])]).all)
    for statement in node.body.body:
        taken |= free_names([statement]).all - bound
        if isinstance(statement, cst.SimpleStatementLine):
            bound |= names_of_block([statement]).bound
    return frozenset(bound - taken)
