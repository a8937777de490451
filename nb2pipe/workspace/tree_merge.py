"""Last export, folder and new export -> what to write, what to delete, and what there is to say about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from nb2pipe.model.changes import FileAction, FileChange
from nb2pipe.syntax.import_merging import Sort
from nb2pipe.syntax.merging import merge_texts
from nb2pipe.syntax.module_merging import merge_modules
from nb2pipe.workspace.formatting import SETTINGS, sort_imports

#: What the markers of a conflict say; the version is added to the second.
_LABELS = ("edited by hand", "exported")


@dataclass(frozen=True, slots=True)
class TreeMerge:
    """The outcome of a merge that has not been written."""

    #: Path -> bytes, for files that change.
    writes: Mapping[str, bytes]
    deletions: tuple[str, ...]
    changes: tuple[FileChange, ...]

    @property
    def conflicts(self) -> tuple[FileChange, ...]:
        """Files that somebody must look at."""
        return tuple(change for change in self.changes if change.action is FileAction.CONFLICT)

    @property
    def is_empty(self) -> bool:
        """Whether the folder stays as it is."""
        return not self.writes and not self.deletions


@dataclass(frozen=True, slots=True)
class _Outcome:
    #: What the file becomes; None deletes it.
    data: bytes | None
    action: FileAction | None = None
    reason: str = ""
    #: Another file to write beside it.
    beside: bytes | None = None


def merge_trees(
    base: Mapping[str, bytes], *, ours: Mapping[str, bytes], theirs: Mapping[str, bytes], generated: frozenset[str]
) -> TreeMerge:
    """Merge every file on its own; those in `generated` belong to the export alone.

    `base` is the last export, `ours` is what the folder holds now, `theirs` is the new export.
    """
    writes: dict[str, bytes] = {}
    deletions: list[str] = []
    changes: list[FileChange] = []
    packages = {path.split("/")[1].removesuffix(".py") for path in theirs if path.startswith("src/")}
    sort = partial(sort_imports, settings=theirs.get(SETTINGS), packages=packages)
    for path in sorted({*base, *theirs}):
        mine = ours.get(path)
        if path in generated:
            made = _with_line_ends_of(mine, theirs.get(path))
            done = _Outcome(made, _action(mine, made))
        else:
            done = _merge_file(path, base.get(path), mine, theirs.get(path), sort=sort)
        if done.data is not None and done.data != mine:
            writes[path] = done.data
        elif done.data is None and mine is not None:
            deletions.append(path)
        if done.beside is not None:
            writes[_beside(path)] = done.beside
        if done.action is not None:
            changes.append(FileChange(path, done.action, done.reason))
    return TreeMerge(writes, tuple(deletions), tuple(changes))


def _action(old: bytes | None, new: bytes | None) -> FileAction | None:
    if old == new:
        return None
    if old is None:
        return FileAction.ADDED
    return FileAction.DELETED if new is None else FileAction.UPDATED


def _merge_file(path: str, base: bytes | None, ours: bytes | None, theirs: bytes | None, *, sort: Sort) -> _Outcome:
    if ours == theirs:
        return _Outcome(ours)
    if ours is not None and _is_untouched(path, base, ours):
        made = ours if theirs == base else _with_line_ends_of(ours, theirs)
        return _Outcome(made, _action(ours, made))
    if theirs == base:
        return _Outcome(ours, FileAction.KEPT, "deleted by hand" if ours is None else "edited by hand")
    if ours is None:
        if base is None:
            return _Outcome(theirs, FileAction.ADDED)
        return _Outcome(None, FileAction.KEPT, "deleted by hand; the export changes it")
    if theirs is None:
        return _Outcome(
            ours, FileAction.CONFLICT, "edited by hand, but no longer exported; it stays, delete it if unused"
        )
    return _merge_contents(path, base, ours, theirs, sort=sort)


def _with_line_ends_of(ours: bytes | None, theirs: bytes | None) -> bytes | None:
    """The exported file with the line ends that git, or an editor of Windows, has given ours."""
    if ours is None or theirs is None or b"\r\n" not in ours or b"\r\n" in theirs or b"\x00" in theirs:
        return theirs
    return theirs.replace(b"\n", b"\r\n")


def _is_untouched(path: str, base: bytes | None, ours: bytes) -> bool:
    """Whether nobody has edited the file: line ends, and outputs of a notebook that somebody ran, are no edits."""
    if base is None:
        return False
    if base == ours or base == ours.replace(b"\r\n", b"\n"):
        return True
    return (
        path.endswith(".ipynb")
        and _code_of_notebook(base) is not None
        and _code_of_notebook(base) == _code_of_notebook(ours)
    )


def _code_of_notebook(data: bytes) -> object:
    """Types and sources of a notebook's cells; None if it is no notebook."""
    try:
        cells = json.loads(data)["cells"]
        return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError):
        return None


def _merge_contents(path: str, base: bytes | None, ours: bytes, theirs: bytes, *, sort: Sort) -> _Outcome:
    texts = [_decoded(data) for data in (base or b"", ours, theirs)]
    if texts[0] is None or texts[1] is None or texts[2] is None:
        return _side_by_side(path, ours, theirs)
    has_crlf = "\r\n" in texts[1] and "\r\n" not in texts[2]
    mine = texts[1].replace("\r\n", "\n") if has_crlf else texts[1]
    if path.endswith(".py"):
        merged = merge_modules(texts[0], ours=mine, theirs=texts[2], labels=_LABELS, sort=sort)
    else:
        merged = merge_texts(texts[0], ours=mine, theirs=texts[2], labels=_LABELS)
    if merged.conflicts and path.endswith(".ipynb"):
        return _side_by_side(path, ours, theirs)
    data = (merged.text.replace("\n", "\r\n") if has_crlf else merged.text).encode()
    if not merged.conflicts:
        return _Outcome(
            data, FileAction.KEPT if data == ours else FileAction.MERGED, "edited by hand" if data == ours else ""
        )
    places = "1 place" if merged.conflicts == 1 else f"{merged.conflicts} places"
    return _Outcome(data, FileAction.CONFLICT, f"both changed {places}; look for <<<<<<<")


def _side_by_side(path: str, ours: bytes, theirs: bytes) -> _Outcome:
    """For what has no lines in which a marker could stand."""
    return _Outcome(ours, FileAction.CONFLICT, f"both changed it; the exported one is {_beside(path)}", beside=theirs)


def _beside(path: str) -> str:
    stem, dot, ending = path.rpartition(".")
    return f"{stem}.exported.{ending}" if dot and "/" not in ending else f"{path}.exported"


def _decoded(data: bytes) -> str | None:
    if b"\x00" in data:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None
