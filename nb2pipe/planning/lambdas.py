"""`name = lambda x: x + 1` as the function that it is."""

from __future__ import annotations

import libcst as cst


def function_in(statement: cst.BaseStatement) -> cst.FunctionDef | None:
    """The function that a statement defines, a named lambda as a `def`; None for any other statement."""
    if isinstance(statement, cst.FunctionDef):
        return statement
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return None
    assign = statement.body[0]
    if not isinstance(assign, cst.Assign) or not isinstance(assign.value, cst.Lambda) or len(assign.targets) != 1:
        return None
    target, value = assign.targets[0].target, assign.value
    if not isinstance(target, cst.Name):
        return None
    body = cst.SimpleStatementLine(
        [cst.Return(value.body, whitespace_after_return=cst.SimpleWhitespace(" "))],
        trailing_whitespace=statement.trailing_whitespace,
    )
    return cst.FunctionDef(target, value.params, cst.IndentedBlock([body]), leading_lines=statement.leading_lines)
