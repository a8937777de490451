"""GraphView -> SVG: nodes below each other in the notebook's order, what they take as arcs beside them.

The order of the cells is the one thing that every reader of a notebook knows, so the picture keeps it; a layered
layout would not. Arcs get lanes, the short ones near the nodes, so that no two lie on each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from nb2pipe.cli.diagrams import describe
from nb2pipe.cli.sources import printable, width

if TYPE_CHECKING:
    from nb2pipe.service.graphs import GraphView, Link, Node

_ROW, _BOX, _LANE, _MARGIN = 56, 44, 14, 16
_BOX_WIDTH, _LONGEST = 640, 84
_COLORS = {
    "name": "#64748b", "mutation": "#d97706", "alias": "#9333ea", "closure": "#2563eb", "file": "#059669",
    "random": "#dc2626", "option": "#92400e",
}  # fmt: skip
_FILLS = {
    "data": "#dbeafe", "feature": "#dcfce7", "train": "#fef3c7", "serve": "#fce7f3", "parameters": "#ede9fe",
    "report": "#f1f5f9",
}  # fmt: skip
_STYLE = (
    "text{font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#0f172a}"
    ".title{font-size:13px}.takes{font-size:11px;fill:#475569}.kind{font-size:11px;fill:#475569;text-anchor:end}"
    ".node rect{stroke:#94a3b8;fill:#fff}.link path{fill:none;stroke-width:1.6}"
    + "".join(f".{kind} rect{{fill:{color}}}" for kind, color in _FILLS.items())
    + "".join(f".{via} path{{stroke:{color}}}.{via} polygon{{fill:{color}}}" for via, color in _COLORS.items())
)


def draw_svg(view: GraphView) -> str:
    """A picture that needs no script and loads nothing."""
    rows = {node.name: number for number, node in enumerate(view.nodes)}
    lanes = _lanes(view.links, rows)
    left = _MARGIN * 2 + _LANE * (max(lanes.values(), default=0) + 1)
    used = [via for via in _COLORS if any(link.via == via for link in view.links)]
    height = _MARGIN * 2 + _ROW * len(rows) + (24 if used else 0)
    size = left + _BOX_WIDTH + _MARGIN
    label = f"What the {'steps' if view.of_steps else 'cells'} of {view.notebook.path} need from each other"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{height}" viewBox="0 0 {size} {height}"',
        f'role="img" aria-label="{_text(label)}">',
        f"<style>{_STYLE}</style>",
        f'<rect width="{size}" height="{height}" fill="#fff"/>',
        *(_draw_link(link, rows, left, left - _LANE * (lanes[link] + 1)) for link in view.links),
        *(part for node in view.nodes for part in _draw_node(view, node, left, rows[node.name])),
        *_draw_legend(used, left, height - _MARGIN),
        "</svg>",
    ]
    return "\n".join(parts)


def _lanes(links: Sequence[Link], rows: dict[str, int]) -> dict[Link, int]:
    """The nearest lane in which an arc meets no shorter one; arcs from one node to others share a lane."""
    lanes: dict[Link, int] = {}
    taken: list[list[tuple[int, int, str]]] = []
    for link in sorted(links, key=lambda link: (abs(rows[link.source] - rows[link.target]), rows[link.source])):
        low, high = sorted((rows[link.source], rows[link.target]))
        lane = next((number for number, arcs in enumerate(taken) if _is_free(arcs, low, high, link)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high, link.source + link.via))
        lanes[link] = lane
    return lanes


def _is_free(arcs: Sequence[tuple[int, int, str]], low: int, high: int, link: Link) -> bool:
    return all(high <= other_low or low >= other_high or mark == link.source + link.via
               for other_low, other_high, mark in arcs)  # fmt: skip


def _draw_link(link: Link, rows: dict[str, int], left: int, lane: int) -> str:
    start = _MARGIN + rows[link.source] * _ROW + _BOX // 2 + 8
    end = _MARGIN + rows[link.target] * _ROW + _BOX // 2 - 8
    turn = 6 if end > start else -6
    down = f"M{left} {start}H{lane + 6}Q{lane} {start} {lane} {start + turn}"
    path = f"{down}V{end - turn}Q{lane} {end} {lane + 6} {end}H{left - 7}"
    title = f"{link.target} takes {', '.join(link.names)} from {link.source} ({link.via})"
    return (
        f'<g class="link {link.via}" data-source="{_text(link.source)}" data-target="{_text(link.target)}">'
        f'<title>{_text(title)}</title><path d="{path}"/>'
        f'<polygon points="{left},{end} {left - 8},{end - 4} {left - 8},{end + 4}"/></g>'
    )


def _draw_node(view: GraphView, node: Node, left: int, row: int) -> Iterator[str]:
    top = _MARGIN + row * _ROW
    taken = [f"{', '.join(link.names)} ← {link.source}" for link in view.links if link.target == node.name]
    label = f"{node.name} · {describe(view, node, most=_LONGEST)}"
    yield f'<g class="node {_text(node.kind)}" data-name="{_text(node.name)}"><title>{_text(label)}</title>'
    yield f'<rect x="{left}" y="{top}" width="{_BOX_WIDTH}" height="{_BOX}" rx="6"/>'
    yield f'<text class="title" x="{left + 12}" y="{top + 18}">{_text(_fitting(label, 68))}</text>'
    yield f'<text class="takes" x="{left + 12}" y="{top + 35}">{_text(_fitting("  ·  ".join(taken), 92))}</text>'
    yield f'<text class="kind" x="{left + _BOX_WIDTH - 10}" y="{top + 18}">{_text(node.kind)}</text></g>'


def _draw_legend(used: Sequence[str], left: int, y: int) -> Iterator[str]:
    for number, via in enumerate(used):
        x = left + number * 90
        line = f'<path d="M{x} {y - 4}h18"/>'
        yield f'<g class="link {via}">{line}<text class="takes" x="{x + 24}" y="{y}">{via}</text></g>'


def _fitting(text: str, columns: int) -> str:
    """The text, cut to a number of columns."""
    if width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if width(kept + character) >= columns:
            break
        kept += character
    return kept + "…"


def _text(text: str) -> str:
    return escape(printable(text))
