"""Statements -> whether they give variables plain values: literals, paths, dates, what the environment says."""

from __future__ import annotations

import libcst as cst

from nb2pipe.syntax.scopes import dotted_name
from nb2pipe.syntax.walk import walk

_MODULES = ("os.environ", "os.path", "os.getenv")
#: Builtins and classes that make a plain value of plain values, and a method that does.
_CALLS = frozenset({
    "dict", "list", "tuple", "set", "frozenset", "float", "int", "str", "bool", "range",
    "Path", "PurePath", "joinpath", "date", "datetime", "timedelta", "Timestamp", "Timedelta", "Decimal",
})  # fmt: skip
_COMPUTING = (cst.Lambda, cst.Await, cst.ListComp, cst.DictComp, cst.SetComp, cst.GeneratorExp)


def is_plain(node: cst.CSTNode) -> bool:
    """Whether a statement computes nothing: a plain value is bound, or shown."""
    if not isinstance(node, cst.SimpleStatementLine):
        return False
    for small in node.body:
        if isinstance(small, (cst.Assign, cst.AnnAssign)):
            if small.value is not None and any(_computes(inner) for inner in walk(small.value)):
                return False
        elif isinstance(small, cst.Expr):
            if not isinstance(small.value, (cst.SimpleString, cst.ConcatenatedString, cst.Name, cst.Tuple)):
                return False
        elif not isinstance(small, (cst.Pass, cst.Import, cst.ImportFrom)):
            return False
    return True


def takes_texts(call: cst.Call) -> bool:
    """Whether a call makes one value of several texts: a path, or a variable of the environment with its default."""
    name = dotted_name(call.func)
    return name.startswith(_MODULES) or name.rpartition(".")[2] in ("joinpath", "Path", "PurePath")


def _computes(node: cst.CSTNode) -> bool:
    if isinstance(node, _COMPUTING):
        return True
    if not isinstance(node, cst.Call):
        return False
    name = dotted_name(node.func)
    return name.rpartition(".")[2] not in _CALLS and not name.startswith(_MODULES)
