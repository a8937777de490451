"""Analysis -> the part of its graph that was asked for.

schema_version history of the document: 1, first.
"""

from __future__ import annotations

from dataclasses import dataclass

from nb2pipe.errors import UsageError
from nb2pipe.model.analysis import Analysis, CellFacts, Edge
from nb2pipe.model.notebook import CellType, Notebook
from nb2pipe.service.checking import cell_to_dict, edge_to_dict

#: Version of the JSON document's form.
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class GraphView:
    """Code cells and the edges between them."""

    notebook: Notebook
    cells: tuple[CellFacts, ...]
    edges: tuple[Edge, ...]

    def to_dict(self) -> dict[str, object]:
        """The document that `nb2pipe graph --format json` prints."""
        return {
            "schema_version": SCHEMA_VERSION,
            "path": self.notebook.path,
            "cells": [cell_to_dict(cell) for cell in self.cells],
            "edges": [edge_to_dict(edge) for edge in self.edges],
        }


def view_graph(analysis: Analysis, *, slice_of: str | None, dependents_of: int | None) -> GraphView:
    """All code cells, or a slice of them; raises UsageError for a cell or name that is not there."""
    try:
        if slice_of is not None:
            wanted = set(analysis.slice_of(slice_of))
        elif dependents_of is not None:
            wanted = {dependents_of, *analysis.dependents_of(dependents_of)}
        else:
            wanted = {cell.index for cell in analysis.cells if cell.type is CellType.CODE}
    except KeyError as error:
        raise UsageError(f"{analysis.notebook.path}: {error.args[0]}") from None
    return GraphView(
        notebook=analysis.notebook,
        cells=tuple(cell for cell in analysis.cells if cell.index in wanted),
        edges=tuple(edge for edge in analysis.edges if {edge.source, edge.target} <= wanted),
    )
