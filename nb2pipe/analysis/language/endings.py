"""Blocks that end in an error, after which nothing comes."""

from __future__ import annotations

import libcst as cst

from nb2pipe.syntax.scopes import dotted_name


def only_raises(body: cst.BaseSuite) -> bool:
    """Whether the last statement of a block raises, or ends the process."""
    return type(_last_of(body)) is cst.Raise or exits(body)


def exits(body: cst.BaseSuite) -> bool:
    """Whether the block ends with `sys.exit()`."""
    last = _last_of(body)
    call = last.value if type(last) is cst.Expr else None
    return type(call) is cst.Call and dotted_name(call.func) in ("sys.exit", "exit", "quit", "os._exit")


def is_lone_raise(body: cst.BaseSuite | None) -> bool:
    """Whether a block does nothing but raise."""
    if body is None or len(body.body) != 1:
        return False
    line = body.body[0]
    is_one = not isinstance(line, cst.SimpleStatementLine) or len(line.body) == 1
    return is_one and only_raises(body)


def _last_of(body: cst.BaseSuite) -> cst.CSTNode | None:
    """The last statement of a block, without its line."""
    last = body.body[-1] if body.body else None
    return last.body[-1] if type(last) is cst.SimpleStatementLine else last
