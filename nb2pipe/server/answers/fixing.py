"""A finding in a live notebook -> the edits that remove it, as CodeMirror takes them."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from nb2pipe.model.findings import Fix, Position
from nb2pipe.model.notebook import Notebook
from nb2pipe.server.answers.checking import python_notebook
from nb2pipe.server.answers.documents import ids_of, to_place
from nb2pipe.server.frames import Task
from nb2pipe.server.wire import checking as wire
from nb2pipe.service.desk import Desk
from nb2pipe.service.looking import find_all_hazards


def fix(task: Task, desk: Desk) -> wire.FixAnswer:
    """Find the finding again and say how to remove it."""
    request = msgspec.json.decode(task.body, type=wire.FixRequest)
    notebook = python_notebook(request.notebook, task.path)
    parsed, analysis, names = desk.analyze(notebook)
    ids = ids_of(notebook)
    found = find_all_hazards(
        parsed,
        analysis,
        select=[request.code],
        star_exports=names,
        trees=desk.trees_of(notebook),
        # What only a plan would tell has no fix.
        is_planned=True,
    )
    for finding in found:
        start = to_place(finding.span.start, notebook.cells[finding.cell].source)
        repair = finding.fix
        if repair is not None and ids[finding.cell] == request.cell and start.offset == request.offset:
            return wire.FixAnswer(title=repair.title, edits=_to_wire_edits(repair, notebook))
    return wire.FixAnswer(title="", edits=[])


def _to_wire_edits(repair: Fix, notebook: Notebook) -> list[wire.CellEdit]:
    changes: defaultdict[int, list[wire.Change]] = defaultdict(list)
    for edit in repair.edits:
        source = notebook.cells[edit.cell].source
        changes[edit.cell].append(
            wire.Change(start=_offset(edit.span.start, source), end=_offset(edit.span.end, source), insert=edit.text)
        )
    tags = {retagging.cell: list(retagging.tags) for retagging in repair.tags}
    ids = ids_of(notebook)
    return [
        wire.CellEdit(
            cell=ids[cell],
            changes=sorted(changes[cell], key=lambda change: (change.start, change.end)),
            tags=tags.get(cell),
        )
        for cell in sorted({*changes, *tags})
    ]


def _offset(position: Position, source: str) -> int:
    return to_place(position, source).offset
