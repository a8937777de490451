"""Bytes -> Notebook, for every nbformat from 2 to 4.5 and what is found in the wild."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from nb2pipe.errors import UnreadableNotebook
from nb2pipe.model.ids import CellId
from nb2pipe.model.notebook import (
    LONGEST_SAVED_TEXT,
    Cell,
    CellType,
    Notebook,
    OutputKind,
    SavedOutput,
    parse_python_version,
)
from nb2pipe.reading.decoding import decode_notebook
from nb2pipe.reading.wire import WireBundle, WireCell, WireMetadata, WireNotebook, WireOutput

#: Cell types of older formats and other tools -> what they are today.
_CELL_TYPES = {
    "code": CellType.CODE,
    "markdown": CellType.MARKDOWN,
    "raw": CellType.RAW,
    "heading": CellType.MARKDOWN,
    "html": CellType.MARKDOWN,
    "plaintext": CellType.RAW,
}
_OUTPUT_KINDS = {
    "stream": OutputKind.STREAM,
    "execute_result": OutputKind.RESULT,
    "pyout": OutputKind.RESULT,
    "error": OutputKind.ERROR,
    "pyerr": OutputKind.ERROR,
}
_PYTHON = re.compile(r"i?python[\d.]*\Z")
#: Kernel names that say what the file's metadata leaves out.
_KERNEL_LANGUAGES = ((re.compile(r"ir\d*\Z"), "r"), (re.compile(r"julia"), "julia"), (re.compile(r"xcpp"), "c++"))
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_notebook(data: bytes, path: str) -> Notebook:
    """Read a notebook file; `path` only names it. Raises UnreadableNotebook."""
    wire = decode_notebook(data, path)
    wire_cells = _collect_cells(wire, path)
    ids = _unique_ids(wire_cells)
    metadata = wire.metadata or WireMetadata()
    return Notebook(
        path=path,
        cells=tuple(_to_cell(cell, index, ids[index], path) for index, cell in enumerate(wire_cells)),
        language=_find_language(metadata, wire_cells),
        kernel_name=_text_at(metadata.kernelspec, "name"),
        python=parse_python_version(_text_at(metadata.language_info, "version") or ""),
        digest=hashlib.sha256(data).hexdigest(),
        step_settings=_read_settings(metadata.nb2pipe),
    )


def _collect_cells(wire: WireNotebook, path: str) -> list[WireCell]:
    version = wire.nbformat
    if version is not None and (not isinstance(version, int) or not 2 <= version <= 4):
        raise UnreadableNotebook(path, f"it has nbformat {version!r}; known: 2, 3, 4")
    if wire.cells is not None:
        return wire.cells
    if wire.worksheets is not None:
        return [cell for worksheet in wire.worksheets for cell in worksheet.cells]
    raise UnreadableNotebook(path, "it is JSON, but no notebook: it has no cells")


def _unique_ids(cells: Sequence[WireCell]) -> list[CellId]:
    """The first cell keeps an id that several claim; missing ids are made from the position."""
    taken: set[str] = set()
    own: list[str | None] = []
    for cell in cells:
        usable = isinstance(cell.id, str) and cell.id != "" and not _SURROGATE.search(cell.id) and cell.id not in taken
        own.append(cell.id if usable else None)
        if usable:
            taken.add(cell.id)
    ids = []
    for index, id_ in enumerate(own):
        if id_ is None:
            id_ = f"cell-{index}"
            while id_ in taken:
                id_ += "-again"
            taken.add(id_)
        ids.append(CellId(id_))
    return ids


def _to_cell(cell: WireCell, index: int, id_: CellId, path: str) -> Cell:
    cell_type = _CELL_TYPES.get(cell.cell_type)
    if cell_type is None:
        raise UnreadableNotebook(path, f"cell {index} has the type {cell.cell_type!r}; known: code, markdown, raw")
    outputs = cell.outputs or []
    count = cell.execution_count if cell.execution_count is not None else cell.prompt_number
    return Cell(
        index=index,
        id=id_,
        type=cell_type,
        source=_read_source(cell, index, path),
        tags=_read_tags(cell),
        execution_count=count if isinstance(count, int) and not isinstance(count, bool) else None,
        error_name=_find_error(outputs),
        has_outputs=bool(outputs),
        outputs=tuple(_read_output(output) for output in outputs),
    )


def _read_source(cell: WireCell, index: int, path: str) -> str:
    raw = cell.source if cell.source is not None else cell.input
    text = "".join(raw) if isinstance(raw, list) else raw or ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if cell.cell_type == "heading":
        level = cell.level if isinstance(cell.level, int) else 1
        text = f"{'#' * min(max(level, 1), 6)} {' '.join(text.split())}"
    if _SURROGATE.search(text):
        if cell.cell_type == "code":
            raise UnreadableNotebook(path, f"the source of cell {index} is no valid Unicode text")
        text = _SURROGATE.sub("\ufffd", text)
    return text


def _read_tags(cell: WireCell) -> tuple[str, ...]:
    tags = cell.metadata.tags if cell.metadata else None
    return tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()


def _find_error(outputs: Sequence[WireOutput]) -> str | None:
    for output in outputs:
        if output.output_type in ("error", "pyerr"):
            return output.ename if isinstance(output.ename, str) and output.ename else "Exception"
    return None


def _read_output(output: WireOutput) -> SavedOutput:
    kind = _OUTPUT_KINDS.get(str(output.output_type), OutputKind.DISPLAY)
    raw = output.data.plain if isinstance(output.data, WireBundle) else output.text
    raw = output.traceback if kind is OutputKind.ERROR else raw
    parts = raw if isinstance(raw, list) else [raw]
    separator = "\n" if kind is OutputKind.ERROR else ""
    text = separator.join(part for part in parts if isinstance(part, str))
    return SavedOutput(kind, _SURROGATE.sub("\ufffd", text[:LONGEST_SAVED_TEXT]))


def _find_language(metadata: WireMetadata, cells: Sequence[WireCell]) -> str:
    named = _text_at(metadata.language_info, "name") or _text_at(metadata.kernelspec, "language")
    if named is None:
        named = _language_of_kernel(_text_at(metadata.kernelspec, "name") or "") or next(
            (cell.language for cell in cells if isinstance(cell.language, str)), "python"
        )
    language = named.strip().lower()
    return "python" if _PYTHON.match(language) else language


def _language_of_kernel(name: str) -> str | None:
    return next((language for pattern, language in _KERNEL_LANGUAGES if pattern.match(name.lower())), None)


def _text_at(mapping: object, key: str) -> str | None:
    value = mapping.get(key) if isinstance(mapping, dict) else None
    return value if isinstance(value, str) and value else None


def _read_settings(own: object) -> Mapping[str, Mapping[str, object]]:
    steps = own.get("steps") if isinstance(own, dict) else None
    if not isinstance(steps, dict):
        return {}
    return {name: settings for name, settings in steps.items() if isinstance(settings, dict)}
