"""Analysis -> the part of its graph that was asked for, of cells or of steps.

schema_version history of the document: 1, first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nb2pipe.errors import UsageError
from nb2pipe.model.accesses import Via
from nb2pipe.model.analysis import Analysis, CellFacts, Edge, Role
from nb2pipe.model.notebook import CellType, Notebook
from nb2pipe.service.checking import cell_to_dict, edge_to_dict

#: Version of the JSON document's form.
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Node:
    """A cell, or all cells of a step."""

    #: Such as `3` or `train:boosted`.
    name: str
    #: A step kind or a role, such as `train`, `report`, `import`.
    kind: str
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One node uses values of another."""

    source: str
    target: str
    names: tuple[str, ...]
    via: Via


@dataclass(frozen=True, slots=True)
class GraphView:
    """Code cells, or steps, and what they take from each other."""

    notebook: Notebook
    cells: tuple[CellFacts, ...]
    edges: tuple[Edge, ...]
    #: In document order; steps by their first cell, the report last.
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    of_steps: bool = False

    def to_dict(self) -> dict[str, object]:
        """The document that `nb2pipe graph --format json` prints."""
        document: dict[str, object] = {"schema_version": SCHEMA_VERSION, "path": self.notebook.path}
        if self.of_steps:
            document["steps"] = [{"name": n.name, "kind": n.kind, "cells": list(n.cells)} for n in self.nodes]
            document["edges"] = [
                {"source": link.source, "target": link.target, "names": list(link.names), "via": link.via.value}
                for link in self.links
            ]
        else:
            document["cells"] = [cell_to_dict(cell) for cell in self.cells]
            document["edges"] = [edge_to_dict(edge) for edge in self.edges]
        return document


def view_graph(
    analysis: Analysis, *, slice_of: str | None, dependents_of: int | None, of_steps: bool = False
) -> GraphView:
    """All code cells, or a slice of them; raises UsageError for a cell or name that is not there."""
    wanted = _wanted_cells(analysis, slice_of=slice_of, dependents_of=dependents_of)
    cells = tuple(cell for cell in analysis.cells if cell.index in wanted)
    edges = tuple(edge for edge in analysis.edges if {edge.source, edge.target} <= wanted)
    names = {cell.index: _step_of(cell) if of_steps else str(cell.index) for cell in cells}
    nodes = _group(cells, names)
    return GraphView(analysis.notebook, cells, edges, nodes, _link(edges, names), of_steps)


def _wanted_cells(analysis: Analysis, *, slice_of: str | None, dependents_of: int | None) -> set[int]:
    try:
        if slice_of is not None:
            return set(analysis.slice_of(slice_of))
        if dependents_of is not None:
            return {dependents_of, *analysis.dependents_of(dependents_of)}
    except KeyError as error:
        raise UsageError(f"{analysis.notebook.path}: {error.args[0]}") from None
    return {cell.index for cell in analysis.cells if cell.type is CellType.CODE}


def _step_of(cell: CellFacts) -> str:
    """Empty for cells that no step stands for: imports and definitions go where they are used."""
    if cell.tag is not None and cell.role is Role.STEP:
        return str(cell.tag).removeprefix("step:")
    return cell.role.value if cell.role in (Role.PARAMETERS, Role.REPORT, Role.UNTAGGED) else ""


def _group(cells: tuple[CellFacts, ...], names: Mapping[int, str]) -> tuple[Node, ...]:
    found: dict[str, Node] = {}
    for cell in cells:
        name = names[cell.index]
        before = found[name].cells if name in found else ()
        found[name] = Node(name, cell.step or cell.role.value, (*before, cell.index))
    # Reports show what all the others have made.
    return tuple(sorted((node for name, node in found.items() if name), key=lambda node: node.name == Role.REPORT))


def _link(edges: tuple[Edge, ...], names: Mapping[int, str]) -> tuple[Link, ...]:
    found: dict[tuple[str, str, Via], dict[str, None]] = {}
    for edge in edges:
        source, target = names[edge.source], names[edge.target]
        if source and target and source != target:
            found.setdefault((source, target, edge.via), {}).update(dict.fromkeys(edge.names))
    return tuple(Link(source, target, tuple(own), via) for (source, target, via), own in found.items())
