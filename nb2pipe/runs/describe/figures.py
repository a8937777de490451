"""matplotlib figures and axes -> nodes with what they show; size, resolution and backend are left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .graph import Builder, Node, is_of, leaf


def shape_matplotlib(value: Any, builder: Builder) -> Node | None:
    """A figure, axes or an artist; None for anything else of matplotlib.

    Artists refer to their figure and it to its canvas, so one that is not known is only its class's name.
    """
    if is_of(value, "matplotlib.figure", "FigureBase"):
        title = getattr(value, "_suptitle", None)
        parts: list[tuple[str, object]] = [(f".axes[{i}]", axes) for i, axes in enumerate(value.axes)]
        return ("object", builder.label(type(value)), title and title.get_text(), builder.children(parts))
    if is_of(value, "matplotlib.axes", "Axes"):
        return ("object", builder.label(type(value)), None, builder.children(_axes(value)))
    if is_of(value, "matplotlib.artist", "Artist"):
        return ("object", builder.label(type(value)), None, builder.children(_artist(value)))
    if hasattr(value, "canvas") or type(value).__module__.startswith("matplotlib.backend"):
        return leaf(builder.label(type(value)), None)
    return None


def _axes(axes: Any) -> Iterator[tuple[str, object]]:
    for group in ("lines", "patches", "collections", "images", "texts"):
        yield f".{group}", list(getattr(axes, group))
    for name in ("title", "xlabel", "ylabel", "xscale", "yscale", "xlim", "ylim"):
        yield f".get_{name}()", getattr(axes, f"get_{name}")()
    legend = axes.get_legend()
    if legend is not None:
        yield ".legend", [text.get_text() for text in legend.get_texts()]


def _artist(artist: Any) -> Iterator[tuple[str, object]]:
    """What artists of several kinds can tell about their data."""
    if hasattr(artist, "update_scalarmappable"):
        # Colours that stand for numbers are looked up when a figure is drawn, which may not have happened yet.
        artist.update_scalarmappable()
    for name in ("get_xydata", "get_array", "get_offsets", "get_text", "get_color", "get_facecolor", "get_linestyle"):
        if hasattr(artist, name):
            yield f".{name}()", getattr(artist, name)()
    if hasattr(artist, "get_path") and hasattr(artist, "get_patch_transform"):
        yield ".get_path()", artist.get_patch_transform().transform_path(artist.get_path()).vertices
    yield ".get_label()", str(artist.get_label())
