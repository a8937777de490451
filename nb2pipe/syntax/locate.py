"""Where a node stands in its cell; positions are computed only for cells that are asked about.

libcst's own provider gives the same ranges at five times the cost: it splits every token at its line ends and makes
three objects for each node. Here a node's range is two numbers of tokens, and lines are counted for asked ones only.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    try:
        tokens, ranges = _ranges(parsed.module)
    except RecursionError:
        return WHOLE_CELL
    found = ranges.get(id(node))
    if found is None:
        return WHOLE_CELL
    span = Span(_position("".join(tokens[: found[0]])), _position("".join(tokens[: found[1]])))
    return in_source(span, "".join(tokens), parsed.cell.source)


def _position(before: str) -> Position:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Position(len(lines), len(lines[-1]))


@lru_cache(maxsize=8)
def _ranges(module: cst.Module) -> tuple[list[str], Mapping[int, tuple[int, int]]]:
    """The module's tokens, and for each node (by identity) the first of its own and the first behind it."""
    state = _Ranging(module.default_indent, module.default_newline)
    module._codegen(state)  # noqa: SLF001  # a metadata provider of libcst's is made the same way
    return state.tokens, state.ranges


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
