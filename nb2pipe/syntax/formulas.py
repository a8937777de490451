"""Formulas of statistics in strings (`"y ~ center(x) + np.log(z)"`) -> the functions and modules that they look up."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.syntax.walk import walk

#: A name that is called, or the first of a dotted one; bare names are columns.
_LOOKED_UP = re.compile(r"(?<![\w.])([^\W\d]\w*)(?=\s*[.(])")


def names_in_formulas(root: cst.CSTNode) -> frozenset[str]:
    """Names that formulas anywhere in the code call: libraries look them up where they are given the formula."""
    texts = (node.raw_value for node in walk(root) if isinstance(node, cst.SimpleString) and "~" in node.raw_value)
    return frozenset(name for text in texts for name in _LOOKED_UP.findall(text))
