"""Chains such as `models["a"].best().predict` -> the variable that they start from, and what is called at their end."""

from __future__ import annotations

import libcst as cst


def root_name(node: cst.CSTNode) -> str | None:
    """The variable that a chain of attributes, items and calls starts from; None if it is none."""
    while type(node) is not cst.Name:
        if type(node) is cst.Attribute or type(node) is cst.Subscript:
            node = node.value
        elif type(node) is cst.Call:
            is_attribute = type(node.func) is cst.Name and node.func.value == "getattr" and len(node.args) > 1
            node = node.args[0].value if is_attribute else node.func
        else:
            return None
    return node.value


def called_name(call: cst.Call) -> str:
    """The last part of what is called: `train_test_split`, `fit`, `StandardScaler`."""
    func = call.func
    if type(func) is cst.Attribute:
        return func.attr.value
    return func.value if type(func) is cst.Name else ""


def is_part_of_plot(node: cst.Call) -> bool:
    """`counts.plot.pie()` of pandas."""
    drawn = node.func.value if isinstance(node.func, cst.Attribute) else None
    return isinstance(drawn, cst.Attribute) and drawn.attr.value == "plot"
