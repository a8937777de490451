"""What groups of cells take from and give to the others, and which groups need each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from nb2pipe.model.analysis import Edge
from nb2pipe.model.ids import VarName
from nb2pipe.model.reach import forward


def live_in(edges: Iterable[Edge], group: Collection[int]) -> tuple[VarName, ...]:
    """Names whose values cells of the group use and other cells make."""
    return _names(edge for edge in edges if edge.target in group and edge.source not in group)


def live_out(edges: Iterable[Edge], group: Collection[int]) -> tuple[VarName, ...]:
    """Names whose values cells of the group make and other cells use."""
    return _names(edge for edge in edges if edge.source in group and edge.target not in group)


def cycles(edges: Iterable[Edge], groups: Mapping[str, Collection[int]]) -> tuple[tuple[str, ...], ...]:
    """Groups that need values of each other, directly or through others: they cannot run one after the other."""
    order = list(groups)
    of = {cell: at for at, name in enumerate(order) for cell in groups[name]}
    pairs = {(of[e.source], of[e.target]) for e in edges if e.source in of and e.target in of}
    reached = [set(forward(pairs, [at])) for at in range(len(order))]
    rings = {tuple(b for b in sorted(reached[a]) if a in reached[b]) for a in range(len(order))}
    return tuple(tuple(order[at] for at in ring) for ring in sorted(rings) if len(ring) > 1)


def _names(edges: Iterable[Edge]) -> tuple[VarName, ...]:
    return tuple(sorted({name for edge in edges for name in edge.names}))
