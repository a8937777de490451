"""A package that somebody edited, and its notebook -> the notebook with these edits in its cells."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.emitters.versions import TWIN
from nb2pipe.errors import Refused, WorkspaceError
from nb2pipe.service.edits_elsewhere import edits_elsewhere
from nb2pipe.service.module_layout import do_the_same, first_difference, in_one_layout
from nb2pipe.service.own_notebook import check_origin, find_notebook
from nb2pipe.service.settled_edits import with_settled_edits

if TYPE_CHECKING:
    from nb2pipe.model.manifest import Manifest
    from nb2pipe.model.notebook import Notebook
    from nb2pipe.service.packaging import Package
    from nb2pipe.syncing import CellEdit, CodeCell, HandEdit, ReadCell
    from nb2pipe.workspace.earlier import EarlierExport

#: Version of the report's form; history: 1, first.
SCHEMA_VERSION = 1
_CHANGES = "exported again, the package would not be as it was edited"
_REFUSED = "the notebook could not be converted any more"
_MOVED = "it only moved: the export puts a function or a class into the module that uses it, or into library.py"


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What was edited in a package, and which cells take it."""

    package: str
    notebook: Notebook
    edits: tuple[HandEdit, ...]
    cells: tuple[CellEdit, ...]
    is_written: bool

    @property
    def unmapped(self) -> tuple[HandEdit, ...]:
        """Edits that no cell can take; they stay in the package."""
        return tuple(edit for edit in self.edits if edit.cell is None)

    def diff(self, edit: CellEdit) -> list[str]:
        """The lines of a unified diff of a cell, without a header."""
        old, new = self.notebook.cells[edit.cell].source.split("\n"), edit.source.split("\n")
        return list(difflib.unified_diff(old, new, lineterm="", n=2))[2:]

    def to_dict(self) -> dict[str, object]:
        """The document that `nb2pipe sync --format json` prints."""
        return {
            "schema_version": SCHEMA_VERSION,
            "package": self.package,
            "notebook": self.notebook.path,
            "written": self.is_written,
            "cells": [{"cell": each.cell, "source": each.source, "diff": self.diff(each)} for each in self.cells],
            "edits": [
                {
                    "path": each.path,
                    "line": each.line,
                    "before": each.before,
                    "after": each.after,
                    "cell": each.cell,
                    "reason": each.reason,
                }
                for each in self.edits
            ],
        }


def sync_package(package: str, *, notebook: str | None, write: bool) -> SyncReport:
    """Find the edits and the cells that take them; `write` changes these cells and nothing else of the file."""
    from nb2pipe.reading import with_sources
    from nb2pipe.service.source import read_python_notebook, read_source
    from nb2pipe.workspace.files import write_bytes

    export = _export_in(package)
    path = notebook or find_notebook(package, export.manifest.notebook)
    given, data = read_source(path)
    document = read_python_notebook(given, data)
    check_origin(export, path, _code_cells(document), modules=_modules(export.manifest, export.base))
    found, cells = _proven_edits(export, document, data)
    found = (*found, *edits_elsewhere(export, followed=_modules(export.manifest, export.base)))
    if write and cells:
        write_bytes(path, with_sources(data, {each.cell: each.source for each in cells}))
    return SyncReport(package, document, found, cells, is_written=write)


def _export_in(package: str) -> EarlierExport:
    from nb2pipe.workspace.earlier import find_export, unresolved

    export = find_export(package) if Path(package).is_dir() else None
    if export is None:
        raise WorkspaceError(f"{package} is no package")
    if not export.is_complete:
        raise WorkspaceError(f"{package} does not know its last export any more; export the notebook into it again")
    if left := unresolved(export.read_now(export.base)):
        raise WorkspaceError(f"{package} has a conflict that nobody has resolved, in {', '.join(left)}")
    return export


def _proven_edits(
    export: EarlierExport, notebook: Notebook, data: bytes
) -> tuple[tuple[HandEdit, ...], tuple[CellEdit, ...]]:
    """Edits and cells, so that an export of these cells leaves the package as it was edited."""
    now = export.read_now(export.base)
    ours, given = _modules(export.manifest, now), _given(export, notebook)
    export = with_settled_edits(export, modules=ours, twin=TWIN, now=now, given=given)
    attempt = _Attempt(export, notebook, data, ours, _modules(export.manifest, given), now.get(TWIN))
    found, cells = attempt.find(skipped=frozenset())
    broken = attempt.failures(found, cells)
    if not broken:
        return attempt.without_consequences(found, cells), cells
    # One edit at a time shows which of them it is.
    reasons = {edit: broken[edit.path] for edit in found if edit.cell is not None and edit.path in broken}
    for edit in [*reasons, *reasons]:  # again, for one may need another that stands below it
        if edit not in reasons:
            continue
        failures = attempt.failures(*attempt.find(skipped=frozenset(reasons.keys() - {edit})))
        if failures:
            # That an edit makes no sense without the others says nothing of why they do not come back together.
            alone = next(iter(failures.values()))
            reasons[edit] = broken[edit.path] if alone.startswith(_REFUSED) else alone
        else:
            del reasons[edit]
    found, cells = attempt.find(skipped=frozenset(reasons))
    # What remains may have been right only together with what was left out.
    while broken := attempt.failures(found, cells):
        left = [edit for edit in found if edit.cell is not None and edit not in reasons]
        guilty = [edit for edit in left if edit.path in broken] or left
        reasons |= {edit: broken.get(edit.path, _CHANGES) for edit in guilty}
        found, cells = attempt.find(skipped=frozenset(reasons))
    moved = _moved(found)
    reasons |= {edit: _MOVED for edit in reasons if edit in moved}
    return tuple(replace(edit, cell=None, reason=reasons[edit]) if edit in reasons else edit for edit in found), cells


def _moved(edits: Iterable[HandEdit]) -> set[HandEdit]:
    """Pairs of edits that take something out of one file and put it into another one."""
    gone = {edit.before: edit for edit in edits if not edit.after}
    come = {edit.after: edit for edit in edits if not edit.before}
    pairs = ((gone[text], come[text]) for text in gone.keys() & come.keys() if gone[text].path != come[text].path)
    return {edit for pair in pairs for edit in pair}


def _given(export: EarlierExport, notebook: Notebook) -> Mapping[str, bytes]:
    """What the notebook gives as it is: it may have gone on, or have been run for the last export."""
    from nb2pipe.service.converting import convert_notebook

    try:
        kept = export.manifest
        return convert_notebook(notebook, name=kept.name, promotes_paths=kept.promotes_paths).tree.files
    except Refused:
        return export.base


@dataclass(frozen=True, slots=True)
class _Attempt:
    """The edits of a package, tried out on its notebook in memory."""

    export: EarlierExport
    notebook: Notebook
    data: bytes
    #: The modules as they are now.
    ours: Mapping[str, str]
    #: The modules that another export gives without any edit.
    unedited: Mapping[str, str]
    #: The run notebook as it is now; None if somebody has deleted it.
    twin: bytes | None

    def find(self, *, skipped: frozenset[HandEdit]) -> tuple[tuple[HandEdit, ...], tuple[CellEdit, ...]]:
        """The edits, and the cells that change by all but the skipped ones."""
        from nb2pipe.model.notebook import CellType
        from nb2pipe.syncing import CellEdit, compare_twins, find_edits

        manifest = self.export.manifest
        edits, cells = find_edits(
            manifest,
            base=_modules(manifest, self.export.base),
            ours=self.ours,
            cells=_code_cells(self.notebook),
            places=_places(manifest, self.notebook),
            prose={cell.index: cell.source for cell in self.notebook.cells if cell.type is CellType.MARKDOWN},
            skipped=skipped,
        )
        exported = self.export.base.get(TWIN)
        if exported is None or self.twin is None:
            return edits, cells
        more, sources = compare_twins(TWIN, exported, self.twin, _read_cells(self.notebook), skipped=skipped)
        taken = {each.cell for each in cells}
        shown = [CellEdit(cell, source) for cell, source in sources.items() if cell not in taken]
        return (*edits, *more), tuple(sorted((*cells, *shown), key=lambda each: each.cell))

    def failures(self, edits: Iterable[HandEdit], cells: Sequence[CellEdit]) -> dict[str, str]:
        """Modules that an export of these cells would not leave as they were edited, and why."""
        if not cells:
            return {}
        mapped = {edit.path for edit in edits if edit.cell is not None}
        shown = [edit.after for edit in edits if edit.cell is not None and edit.path == TWIN]
        try:
            again = self._convert(cells)
        except Refused as refusal:
            reason = f"{_REFUSED}: {refusal.findings[0].message}"
            return dict.fromkeys(mapped, reason)
        changing = self._changing(again)
        if not set(shown) <= _texts_of_twin(again):
            changing[TWIN] = _CHANGES
        # A module that nobody edited changes because of an edit in another one.
        own = {path: reason for path, reason in changing.items() if path in mapped}
        return own or dict.fromkeys(mapped if changing else (), next(iter(changing.values()), _CHANGES))

    def without_consequences(self, edits: tuple[HandEdit, ...], cells: Sequence[CellEdit]) -> tuple[HandEdit, ...]:
        """The edits but for those that an export of these cells makes by itself, such as a result's new name."""
        if not cells or all(edit.cell is not None for edit in edits):
            return edits
        theirs = in_one_layout(_modules(self.export.manifest, self._convert(cells).tree.files))
        made = {path for path, text in in_one_layout(self.ours).items() if theirs.get(path) == text}
        return tuple(edit for edit in edits if edit.cell is not None or edit.path not in made)

    def _convert(self, cells: Sequence[CellEdit]) -> Package:
        from nb2pipe.reading import with_sources
        from nb2pipe.service.converting import convert_notebook
        from nb2pipe.service.source import read_python_notebook

        changed = with_sources(self.data, {each.cell: each.source for each in cells})
        kept = self.export.manifest
        notebook = read_python_notebook(self.notebook.path, changed)
        return convert_notebook(notebook, name=kept.name, promotes_paths=kept.promotes_paths)

    def _changing(self, again: Package) -> dict[str, str]:
        """Modules that would not stay as they were edited, and where."""
        from nb2pipe.syntax.module_merging import merge_modules

        theirs = in_one_layout(_modules(self.export.manifest, again.tree.files))
        unedited, now = in_one_layout(self.unedited), in_one_layout(self.ours)
        steps = {step.function.rpartition(":")[2] for step in self.export.manifest.steps}
        changing = {}
        for path in sorted(unedited.keys() & now.keys()):
            merged = merge_modules(unedited[path], ours=now[path], theirs=theirs.get(path, ""), labels=("", ""))
            if merged.conflicts or not do_the_same(merged.text, now[path], steps=steps):
                difference = first_difference(unedited[path], now[path], theirs.get(path, ""))
                changing[path] = f"{_CHANGES}{difference}"
        return changing


def _code_cells(notebook: Notebook) -> list[CodeCell]:
    from nb2pipe.syncing import CodeCell
    from nb2pipe.syntax import parse_notebook

    parsed = parse_notebook(notebook)
    return [
        CodeCell(each.cell.index, each.cell.source, each.module.code)
        for each in parsed.cells
        if each.module is not None
    ]


def _read_cells(notebook: Notebook) -> list[ReadCell]:
    from nb2pipe.model.notebook import CellType
    from nb2pipe.syncing import ReadCell

    return [ReadCell(cell.type is CellType.CODE, cell.source) for cell in notebook.cells]


def _texts_of_twin(package: Package) -> set[str]:
    from nb2pipe.syncing import read_twin

    return {cell.source for cell in (read_twin(package.tree.files[TWIN]) or {}).values()}


def _places(manifest: Manifest, notebook: Notebook) -> dict[int, int]:
    """Where the cells of the export are now: by their ids, or where they were."""
    now = {cell.id: cell.index for cell in notebook.cells}
    return {cell.index: now.get(cell.id, cell.index) for cell in manifest.cells}  # type: ignore[call-overload]  # an id


def _modules(manifest: Manifest, files: Mapping[str, bytes]) -> dict[str, str]:
    """Modules with the notebook's code."""
    folder = f"src/{manifest.name}/"
    own = (f"{folder}steps/", f"{folder}library.py", f"{folder}parameters.py")
    return {
        path: data.decode(errors="replace").replace("\r\n", "\n")
        for path, data in files.items()
        if path.startswith(own) and path.endswith(".py")
    }
