"""Figures and their parts -> nodes with what they show; of matplotlib's, size, resolution and backend are left out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from .graph import Builder, Node, is_of, leaf

#: What stands in a figure outside its axes, and in axes.
_OF_FIGURES = ("lines", "patches", "images", "texts", "legends")
_OF_AXES = ("lines", "patches", "collections", "images", "texts", "tables", "artists", "child_axes")
#: What axes tell of themselves; some have a third direction.
_SETTINGS = (
    "title", "xlabel", "ylabel", "zlabel", "xscale", "yscale", "zscale", "xlim", "ylim", "zlim", "aspect", "visible",
)  # fmt: skip
#: Drawing moves these where a figure has another shape than its data, which has not happened to each figure.
_LIMITS = ("xlim", "ylim", "zlim")
#: What drawing leaves in what finds places and words for ticks; axes refer to figures.
_OF_DRAWN_TICKS = {"axis", "_locs", "_sublabels", "orderOfMagnitude", "offset", "format"}
#: What artists of several kinds tell of their data and of how these look.
_LOOKS = (
    "xydata", "array", "offsets", "sizes", "segments", "extent", "clim", "text", "position", "color", "facecolor",
    "edgecolor", "linestyle", "linewidth", "marker", "markersize", "alpha", "visible",
)  # fmt: skip
#: Drawing makes flat points, paths and colours of these.
_LOOKS_OF_SOLIDS = ("array", "sizes", "clim", "text", "linestyle", "linewidth", "marker", "markersize", "visible")
#: Arrows, which are drawn in points of the screen, and what has three dimensions; matplotlib has no other names for it.
_BEFORE_PROJECTION = ("_posA_posB", "U", "V", "_offsets3d", "_verts3d", "_segments3d", "_vec")


def shape_matplotlib(value: Any, builder: Builder) -> Node | None:
    """A figure, axes, an artist or a colour map; None for anything else of matplotlib.

    Artists refer to their figure and it to its canvas, so one that is not known is only its class's name.
    """
    if is_of(value, "matplotlib.figure", "FigureBase"):
        title = getattr(value, "_suptitle", None)
        parts: list[tuple[str, object]] = [(f".axes[{i}]", axes) for i, axes in enumerate(value.axes)]
        parts += [(f".{group}", list(getattr(value, group))) for group in _OF_FIGURES]
        return ("object", builder.label(type(value)), title and title.get_text(), builder.children(parts))
    if is_of(value, "matplotlib.axes", "Axes"):
        return ("object", builder.label(type(value)), None, builder.children(_axes(value)))
    if is_of(value, "matplotlib.artist", "Artist"):
        return ("object", builder.label(type(value)), None, builder.children(_artist(value)))
    if is_of(value, "matplotlib.colorbar", "Colorbar"):
        return ("object", builder.label(type(value)), value.orientation, builder.children(_colorbar(value)))
    if is_of(value, "matplotlib.ticker", "TickHelper"):
        parts = [(f".{name}", part) for name, part in vars(value).items() if name not in _OF_DRAWN_TICKS]
        return ("object", builder.label(type(value)), None, builder.children(parts))
    if is_of(value, "matplotlib.transforms", "TransformNode") and not is_of(value, "matplotlib.transforms", "Bbox"):
        matrix = value.get_matrix() if is_of(value, "matplotlib.transforms", "Affine2D") else None
        return ("object", builder.label(type(value)), None, builder.children([(".get_matrix()", matrix)]))
    if is_of(value, "matplotlib.colors", "Colormap"):
        # Its table of colours is made when something is drawn with it, which may not have happened yet.
        parts = [(".colors", value(range(value.N))), (".beyond", [*map(value, (-1.0, 2.0, float("nan")))])]
        return ("object", builder.label(type(value)), value.name, builder.children(parts))
    if hasattr(value, "canvas") or type(value).__module__.startswith("matplotlib.backend"):
        return leaf(builder.label(type(value)), None)
    return None


def shape_plotly(value: Any, builder: Builder) -> Node | None:
    """A figure or a part of one, as plotly writes it: what it keeps beside that grows with what the process draws."""
    if is_of(value, "plotly.basedatatypes", "BaseFigure") or is_of(value, "plotly.basedatatypes", "BasePlotlyType"):
        parts = [(".to_plotly_json()", _in_order(value.to_plotly_json()))]
        return ("object", builder.label(type(value)), None, builder.children(parts))
    return None


def _in_order(value: object) -> object:
    """The same with the keys of its dicts sorted: theirs is the order in which they were looked up."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return [_in_order(each) for each in value] if isinstance(value, (list, tuple)) else value


def _axes(axes: Any) -> Iterator[tuple[str, object]]:
    for group in _OF_AXES:
        yield f".{group}", list(getattr(axes, group))
    is_fitted = axes.get_adjustable() == "datalim" and axes.get_aspect() != "auto"
    yield from _told(axes, tuple(name for name in _SETTINGS if not (is_fitted and name in _LIMITS)))
    for name in ("xaxis", "yaxis", "zaxis"):
        if hasattr(axes, name):
            yield f".{name}", _ticks(getattr(axes, name))
    legend = axes.get_legend()
    if legend is not None:
        yield ".legend", [text.get_text() for text in legend.get_texts()]


def _colorbar(bar: Any) -> Iterator[tuple[str, object]]:
    yield ".ax", bar.ax
    yield ".get_ticks()", _ticks(bar.ax.yaxis if bar.orientation == "vertical" else bar.ax.xaxis)
    mappable = bar.mappable
    yield from _told(mappable, ("array", "clim", "alpha"))
    yield ".get_cmap()", mappable and mappable.get_cmap().name


def _ticks(axis: Any) -> list[object]:
    """Where ticks were put and what is written there; None where matplotlib itself finds places and words."""
    formatter = axis.get_major_formatter()
    words, write = getattr(formatter, "seq", None), getattr(formatter, "func", None)
    # Words that came with their places stand in a dict, to which matplotlib binds a method of the axis.
    return [
        getattr(axis.get_major_locator(), "locs", None),
        words and [str(word) for word in words],
        getattr(write, "args", write),
    ]


def _artist(artist: Any) -> Iterator[tuple[str, object]]:
    if hasattr(artist, "update_scalarmappable"):
        # Colours that stand for numbers are looked up when a figure is drawn, which may not have happened yet.
        artist.update_scalarmappable()
    is_solid = type(artist).__module__.startswith("mpl_toolkits.mplot3d")
    yield from _told(artist, _LOOKS_OF_SOLIDS if is_solid else _LOOKS)
    yield from ((f".{name}", getattr(artist, name)) for name in _BEFORE_PROJECTION if hasattr(artist, name))
    if hasattr(artist, "get_paths") and not is_solid and not hasattr(artist, "U"):
        yield ".get_paths()", [path.vertices for path in artist.get_paths()]
    is_placed = not (hasattr(artist, "_posA_posB") or is_of(artist, "matplotlib.spines", "Spine"))
    if hasattr(artist, "get_path") and hasattr(artist, "get_patch_transform") and is_placed:
        yield ".get_path()", artist.get_patch_transform().transform_path(artist.get_path()).vertices
    if hasattr(artist, "get_cmap"):
        yield ".get_cmap()", artist.get_cmap().name
    label = artist.get_label()
    if is_of(artist, "matplotlib.axis", "Axis"):
        # Its label is a text, whose place is found when a figure is drawn.
        yield ".get_ticks()", _ticks(artist)
        label = label.get_text()
    yield ".get_label()", str(label)


def _told(artist: Any, names: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    for name in names:
        with contextlib.suppress(AttributeError, TypeError):  # it has no such thing, or asks for more
            yield f".get_{name}()", getattr(artist, f"get_{name}")()
