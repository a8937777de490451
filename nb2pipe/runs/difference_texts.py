"""Two nodes of frames, series, indices or sets that differ -> where, in words of pandas and of Python."""

from __future__ import annotations

from collections.abc import Sequence

from nb2pipe.runs.describe import Node
from nb2pipe.runs.scalars import show

#: Labels of nodes, or kinds, whose payloads would say little by themselves.
TABLES = frozenset({"frame", "series", "value"})
_MOST_SHOWN = 5


def difference_of_tables(left: Node, right: Node) -> tuple[str, str]:
    """Path and text for two payloads that are not the same."""
    kind, label, payload, other = left[0], left[1], left[2], right[2]
    if kind == "frame":
        return _difference_of_columns(left, right)
    if label.endswith("RangeIndex"):
        ours, theirs = (f"RangeIndex(start={a}, stop={b}, step={c})" for a, b, c in (payload, other))
        return "", f"{ours} != {theirs}"
    if kind == "series":
        return ".dtype", f"{payload} != {other}"
    return "", f"{show(payload)} != {show(other)}"


def _difference_of_columns(left: Node, right: Node) -> tuple[str, str]:
    """The first column that is on one side only, stands elsewhere or has another type."""
    ours, theirs = _columns(left), _columns(right)
    names, others = [name[1:-1] for name, _ in ours], [name[1:-1] for name, _ in theirs]
    for mine, its, side in ((names, set(others), "notebook"), (others, set(names), "pipeline")):
        only = [name for name in mine if name not in its]
        if only:
            return "", f"columns only in the {side}: {_listed(only)}"
    if names != others:
        return ".columns", f"order: {_listed(names)} != {_listed(others)}"
    name, a, b = next((name, a, b) for (name, a), (_, b) in zip(ours, theirs, strict=True) if a != b)
    return f"{name}.dtype", f"{a} != {b}"


def _columns(frame: Node) -> list[tuple[str, str]]:
    """Each column's subscript and type."""
    edges = [edge for edge, _ in frame[3] if edge.startswith("[")]
    return list(zip(edges, frame[2], strict=True))


def difference_of_sets(left: Sequence[object], right: Sequence[object]) -> tuple[str, str]:
    """Path and text for two sets of plain items that are not the same."""
    sides = (
        f"only in the {side}: {_listed([show(item) for item in items if not _holds(others, item)])}"
        for items, others, side in ((left, right, "notebook"), (right, left, "pipeline"))
        if any(not _holds(others, item) for item in items)
    )
    return "", "; ".join(sides) or f"{show(left)} != {show(right)}"


def _holds(items: Sequence[object], wanted: object) -> bool:
    return any(type(item) is type(wanted) and item == wanted for item in items)


def _listed(items: Sequence[str]) -> str:
    shown = ", ".join(items[:_MOST_SHOWN])
    return shown if len(items) <= _MOST_SHOWN else f"{shown} and {len(items) - _MOST_SHOWN} more"
