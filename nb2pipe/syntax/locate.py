"""Where a node stands in its cell; positions are computed only for cells that are asked about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import libcst as cst

from nb2pipe.model.code import ParsedCell
from nb2pipe.model.findings import WHOLE_CELL, Position, Span


def span_of(parsed: ParsedCell, node: cst.CSTNode | None) -> Span:
    """The node's range inside the cell's source; the start of the cell where the node is unknown."""
    if node is None or parsed.module is None:
        return WHOLE_CELL
    found = _positions(parsed.module).get(node)
    if found is None:
        return WHOLE_CELL
    return Span(Position(found.start.line, found.start.column), Position(found.end.line, found.end.column))


@lru_cache(maxsize=8)
def _positions(module: cst.Module) -> Mapping[cst.CSTNode, cst.metadata.CodeRange]:
    from libcst.metadata import MetadataWrapper, PositionProvider

    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    return wrapper.resolve(PositionProvider)
