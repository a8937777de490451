"""What cells read -> def-use edges with their reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from nb2pipe.analysis.state.recorder import Recorder
from nb2pipe.model.accesses import Read, Source, Via
from nb2pipe.model.analysis import CellFacts, Edge
from nb2pipe.model.ids import VarName

#: An edge behind what it is sorted by: comparing thousands of edges would take longer than finding them.
Row = tuple[int, int, tuple[VarName, ...], Via, Edge]


def edge_rows(facts: CellFacts) -> list[Row]:
    """Def-use edges to a cell, with their reasons."""
    found: defaultdict[tuple[int, Via], set[VarName]] = defaultdict(set)
    for read in (*facts.reads.values(), *facts.asides.values()):
        for source in (read.apart or ()) if read.is_part else read.sources:
            if source.cell != facts.index:
                found[source.cell, source.via].add(VarName(read.name.removesuffix(":")))
    edges = (Edge(source, facts.index, tuple(sorted(names)), via) for (source, via), names in found.items())
    return [(edge.source, edge.target, edge.names, edge.via, edge) for edge in edges]


def edges_of(rows: Iterable[Row]) -> tuple[Edge, ...]:
    """Edges, sorted."""
    return tuple(edge for *_, edge in sorted(rows))


def told_apart(reads: Mapping[VarName, Read], recorder: Recorder) -> dict[VarName, Read]:
    """What the cell reads, with where the parts come from of variables whose parts are told apart."""
    told = dict(reads)
    for name, sources in recorder.apart.items():
        if name in told:
            read = told[name]
            apart = (Source(s.cell, read.via) if s.via is Via.NAME else s for s in sources if s.cell != recorder.cell)
            is_part = name not in recorder.wholes and name not in recorder.changes
            told[name] = replace(read, apart=tuple(apart), is_part=is_part)
    return told
