"""GraphView -> text, Mermaid or Graphviz."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from nb2pipe.cli.sources import printable, title_of

if TYPE_CHECKING:
    from nb2pipe.model.analysis import CellFacts
    from nb2pipe.service.graphs import GraphView

_LONGEST_LABEL = 40


def draw_text(view: GraphView) -> str:
    """One line per cell, and below it what it takes from which cell."""
    lines = []
    for cell in view.cells:
        lines.append(f"[{cell.index}] {_title(view, cell)}{_step(cell)}")
        lines += [
            f"    <- [{edge.source}] {printable(', '.join(edge.names))} ({edge.via})"
            for edge in view.edges
            if edge.target == cell.index
        ]
    return "\n".join(lines)


def draw_mermaid(view: GraphView) -> str:
    """A Mermaid flowchart, as GitHub and JupyterLab show it."""
    lines = ["flowchart TD"]
    lines += [f'    c{cell.index}["{_mermaid(f"{cell.index}: {_title(view, cell)}")}"]' for cell in view.cells]
    lines += [f'    c{edge.source} -->|"{_mermaid(", ".join(edge.names))}"| c{edge.target}' for edge in view.edges]
    return "\n".join(lines)


def draw_dot(view: GraphView) -> str:
    """A Graphviz digraph."""
    lines = ["digraph notebook {", "  node [shape=box];"]
    lines += [f"  c{cell.index} [label={_quoted(f'{cell.index}: {_title(view, cell)}')}];" for cell in view.cells]
    lines += [f"  c{edge.source} -> c{edge.target} [label={_quoted(', '.join(edge.names))}];" for edge in view.edges]
    return "\n".join([*lines, "}"])


def _title(view: GraphView, cell: CellFacts) -> str:
    return title_of(view.notebook.cells[cell.index].source, most=_LONGEST_LABEL)


def _step(cell: CellFacts) -> str:
    parts: Iterable[str] = (part for part in (cell.step, cell.name) if part)
    label = ":".join(parts) or cell.role.value
    return f"  <{label}>"


def _mermaid(text: str) -> str:
    return printable(text).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    return '"' + printable(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
