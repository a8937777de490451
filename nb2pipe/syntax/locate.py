"""Where a node stands in its cell; positions are computed only for cells that are asked about.

libcst's own provider gives the same ranges at five times the cost: it splits every token at its line ends and makes
three objects for each node. Here a node's range is two numbers of tokens, and lines are counted for asked ones only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from types import TracebackType
from typing import TYPE_CHECKING

import libcst as cst
from libcst._nodes.internal import CodegenState

from nb2pipe.model.code import ParsedCell
from nb2pipe.model.findings import WHOLE_CELL, Position, Span
from nb2pipe.syntax.columns import in_source

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


def span_of(parsed: ParsedCell, node: cst.CSTNode | None) -> Span:
    """The node's range inside the cell's source; the start of the cell where the node is unknown."""
    if node is None or parsed.module is None:
        return WHOLE_CELL
    written = _written(parsed.module)
    found = written.range_of(node)
    if found is None:
        return WHOLE_CELL
    first, behind = found
    span = Span(_position(written.text(first)), _position(written.text(behind)))
    source = parsed.cell.source
    return span if source.startswith(written.text()) else in_source(span, written.whole_text(), source)


def _position(before: str) -> Position:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Position(len(lines), len(lines[-1]))


class _Written:
    """A module as it is written, one statement after the other, as far as somebody has asked."""

    def __init__(self, module: cst.Module) -> None:
        self._module = module
        self._state = _Ranging(module.default_indent, module.default_newline)
        self._pending = iter([*module.header, *module.body[:-1]])
        self._is_whole = False

    def range_of(self, node: cst.CSTNode) -> tuple[int, int] | None:
        """The first of the node's tokens and the first behind it; None if it is not part of the module."""
        ranges, key = self._state.ranges, id(node)
        try:
            while key not in ranges and self._write_more():
                pass
        except RecursionError:
            self._is_whole = True
        return ranges.get(key)

    def text(self, tokens: int | None = None) -> str:
        """What has been written so far, or the first tokens of it."""
        return "".join(self._state.tokens[:tokens])

    def whole_text(self) -> str:
        """The text of the module."""
        while self._write_more():
            pass
        return self.text()

    def _write_more(self) -> bool:
        if self._is_whole:
            return False
        part = next(self._pending, None)
        if part is not None:
            part._codegen(self._state)  # noqa: SLF001  # a metadata provider of libcst's is made the same way
        else:
            # What stands at the end of a module depends on its last statement.
            rest = self._module.with_changes(header=(), body=self._module.body[-1:])
            rest._codegen(self._state)  # noqa: SLF001  # the same
            self._state.ranges[id(self._module)] = 0, len(self._state.tokens)
            self._is_whole = True
        return True


@lru_cache(maxsize=8)
def _written(module: cst.Module) -> _Written:
    return _Written(module)


@dataclass
class _Ranging(CodegenState):
    """Code in the making, and where each node begins and ends in it."""

    ranges: dict[int, tuple[int, int]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)

    def before_codegen(self, node: cst.CSTNode) -> None:  # noqa: ARG002  # libcst's signature
        self.starts.append(len(self.tokens))

    def after_codegen(self, node: cst.CSTNode) -> None:
        # The range that the node itself has asked for stays: it leaves white space out.
        self.ranges.setdefault(id(node), (self.starts.pop(), len(self.tokens)))

    def record_syntactic_position(  # type: ignore[override]  # any context manager does, a generator is slow
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> AbstractContextManager[None]:
        return _Recorded(self, node, start_node, end_node)


class _Recorded:
    """The range of a node without the white space that it owns."""

    __slots__ = ("_end", "_node", "_start", "_state", "_tokens")

    def __init__(self, state: _Ranging, node: cst.CSTNode, start: cst.CSTNode | None, end: cst.CSTNode | None) -> None:
        self._state, self._node, self._start, self._end = state, node, start, end
        self._tokens = 0

    def __enter__(self) -> None:
        self._tokens = len(self._state.tokens)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        ranges = self._state.ranges
        first = self._tokens if self._start is None else ranges[id(self._start)][0]
        behind = len(self._state.tokens) if self._end is None else ranges[id(self._end)][1]
        ranges[id(self._node)] = first, behind
