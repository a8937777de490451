"""The forms of nbformat 2 to 4 as typed wire structs; whatever they don't name is skipped, not decoded.

What files in the wild get wrong (ids, counts, tags, kernels) is `Any` here and judged one by one later.
"""

from __future__ import annotations

from typing import Any

import msgspec


class WireBundle(msgspec.Struct):
    """Of the forms of a displayed value the one that is text."""

    plain: Any = msgspec.field(default=None, name="text/plain")


class WireOutput(msgspec.Struct):
    """An output without pictures and pages."""

    output_type: Any = None
    ename: Any = None
    #: What was printed; nbformat 3 has a result's text here as well.
    text: Any = None
    traceback: Any = None
    data: WireBundle | str | int | float | bool | list[Any] | None = None


class WireCellMetadata(msgspec.Struct):
    """The part of a cell's metadata that we read."""

    tags: Any = None


class WireCell(msgspec.Struct):
    """A cell of any format version."""

    cell_type: str
    id: Any = None
    metadata: WireCellMetadata | None = None
    source: str | list[str] | None = None
    execution_count: Any = None
    outputs: list[WireOutput] | None = None
    #: nbformat 3 and older, from here on.
    input: str | list[str] | None = None
    prompt_number: Any = None
    language: Any = None
    level: Any = 1


class WireWorksheet(msgspec.Struct):
    """nbformat 3 keeps its cells in worksheets."""

    cells: list[WireCell] = []


class WireMetadata(msgspec.Struct):
    """The part of the notebook's metadata that we read."""

    language_info: Any = None
    kernelspec: Any = None
    nb2pipe: Any = None


class WireNotebook(msgspec.Struct):
    """A notebook of any format version."""

    nbformat: Any = None
    metadata: WireMetadata | None = None
    cells: list[WireCell] | None = None
    worksheets: list[WireWorksheet] | None = None
