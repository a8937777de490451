"""GraphView -> text, Mermaid or Graphviz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nb2pipe.cli.sources import printable, title_of

if TYPE_CHECKING:
    from nb2pipe.service.graphs import GraphView, Node

_LONGEST_LABEL = 40


def draw_text(view: GraphView) -> str:
    """One line per node, and below it what it takes from which other."""
    lines = []
    for node in view.nodes:
        lines.append(f"[{node.name}] {describe(view, node)}{_kind(view, node)}")
        lines += [
            f"    <- [{link.source}] {printable(', '.join(link.names))} ({link.via})"
            for link in view.links
            if link.target == node.name
        ]
    return "\n".join(lines)


def draw_mermaid(view: GraphView) -> str:
    """A Mermaid flowchart, as GitHub and JupyterLab show it."""
    ids = _ids(view)
    lines = ["flowchart TD"]
    lines += [f'    {ids[node.name]}["{_mermaid(f"{node.name}: {describe(view, node)}")}"]' for node in view.nodes]
    lines += [
        f'    {ids[link.source]} -->|"{_mermaid(", ".join(link.names))}"| {ids[link.target]}' for link in view.links
    ]
    return "\n".join(lines)


def draw_dot(view: GraphView) -> str:
    """A Graphviz digraph."""
    ids = _ids(view)
    lines = ["digraph notebook {", "  node [shape=box];"]
    lines += [f"  {ids[node.name]} [label={_quoted(f'{node.name}: {describe(view, node)}')}];" for node in view.nodes]
    lines += [
        f"  {ids[link.source]} -> {ids[link.target]} [label={_quoted(', '.join(link.names))}];" for link in view.links
    ]
    return "\n".join([*lines, "}"])


def describe(view: GraphView, node: Node, *, most: int = _LONGEST_LABEL) -> str:
    """The first telling line of a cell, or the cells of a step."""
    if view.of_steps:
        cells = ", ".join(str(cell) for cell in node.cells)
        return f"cell {cells}" if len(node.cells) == 1 else f"cells {cells}"
    return title_of(view.notebook.cells[node.cells[0]].source, most=most)


def _ids(view: GraphView) -> dict[str, str]:
    """Identifiers that every format takes."""
    prefix = "s" if view.of_steps else "c"
    return {node.name: f"{prefix}{number if view.of_steps else node.name}" for number, node in enumerate(view.nodes)}


def _kind(view: GraphView, node: Node) -> str:
    if view.of_steps:
        return ""
    cell = next(cell for cell in view.cells if cell.index == node.cells[0])
    label = ":".join(part for part in (cell.step, cell.name) if part) or cell.role.value
    return f"  <{label}>"


def _mermaid(text: str) -> str:
    return printable(text).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    return '"' + printable(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
