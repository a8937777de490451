"""The run notebook, as exported and as it is now -> edits of the text and report cells from which it was made."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nb2pipe.syncing.blocks import HandEdit
from nb2pipe.syntax.alignment import matching_pairs
from nb2pipe.syntax.statements import read_source_text, top_level_of

_MAGIC = re.compile(r"^([ \t]*)([%!].*)$", re.MULTILINE)
_FRAME = "the export makes it from the steps and parameters"
_FOREIGN = "no cell of the notebook reads like this"
_NEW = "the notebook has no such cell"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell of some notebook, as its reader sees it."""

    is_code: bool
    source: str


def read_twin(data: bytes) -> dict[str, ReadCell] | None:
    """The cells of a run notebook by their ids, in order; None if it is none."""
    try:
        cells = json.loads(data)["cells"]
        return {
            str(cell["id"]): ReadCell(cell["cell_type"] == "code", "".join(cell["source"]).replace("\r\n", "\n"))
            for cell in cells
        }
    except (ValueError, KeyError, TypeError):
        return None


def compare_twins(
    path: str, base: bytes, ours: bytes, cells: Sequence[ReadCell], *, skipped: Collection[HandEdit]
) -> tuple[tuple[HandEdit, ...], dict[int, str]]:
    """Every edit of the run notebook, and the new sources of the notebook's `cells`, by index, that take them.

    Edits in `skipped` change no cell.
    """
    old, new = read_twin(base), read_twin(ours)
    if old is None or old == new:
        return (), {}
    if new is None:
        return (HandEdit(path, 1, "", "", reason="it is no notebook that can be read"),), {}
    origin = _origins(old, cells)
    edits: list[HandEdit] = []
    sources: dict[int, str] = {}
    for name in [*old, *(each for each in new if each not in old)]:
        before, after = old.get(name), new.get(name)
        if before == after or (before and after and _content(before) == _content(after)):
            continue
        edit = _edit(path, ours, name, before, after, origin)
        edits.append(edit)
        if edit.cell is not None and edit not in skipped:
            sources[edit.cell] = edit.after
    return tuple(edits), sources


def with_agreed_cells(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """The run notebook as it was exported, with the sources that it has now and that the notebook gives as well."""
    now, given = read_twin(ours), read_twin(theirs)
    if read_twin(base) is None or now is None or given is None:
        return base
    document = json.loads(base)
    for cell in document["cells"]:
        name = str(cell["id"])
        if name in now and now[name] == given.get(name):
            cell["source"] = now[name].source
    return json.dumps(document).encode()


def _content(cell: ReadCell) -> object:
    """What a cell says, whatever its layout; code with magics counts as code."""
    text = read_source_text(_MAGIC.sub(r"\1pass  # \2", cell.source)) if cell.is_code else None
    if text is None:
        return cell
    return [each.content for each in top_level_of(text)]


def _origins(twin: Mapping[str, ReadCell], cells: Sequence[ReadCell]) -> dict[str, int]:
    """Id of a text or report cell -> index of the notebook's cell that reads the same, both in their order."""
    copied = [name for name in twin if _is_copied(name)]
    pairs = matching_pairs([twin[name] for name in copied], cells)
    return {copied[position]: index for position, index in pairs}


def _is_copied(name: str) -> bool:
    return name.startswith(("markdown-", "report-"))


def _edit(
    path: str,
    ours: bytes,
    name: str,
    before: ReadCell | None,
    after: ReadCell | None,
    origin: Mapping[str, int],
) -> HandEdit:
    line = _line_of(ours, name)
    was, now = before.source if before else "", after.source if after else ""
    if before is None:
        return HandEdit(path, line, was, now, reason=_NEW)
    if not _is_copied(name):
        return HandEdit(path, line, was, now, reason=_FRAME)
    if name not in origin or after is None or after.is_code != before.is_code:
        return HandEdit(path, line, was, now, reason=_FOREIGN)
    return HandEdit(path, line, was, now, cell=origin[name])


def _line_of(data: bytes, name: str) -> int:
    """The line of the file that has the cell's id."""
    lines: Iterable[bytes] = data.split(b"\n")
    wanted = json.dumps(name).encode()
    return next((number for number, line in enumerate(lines, 1) if b'"id"' in line and wanted in line), 1)
