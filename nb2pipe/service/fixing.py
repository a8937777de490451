"""A notebook and what finds its hazards -> the notebook with fixes, and what `fix` says about it.

schema_version history of the document: 1, first.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nb2pipe.model.findings import Finding
from nb2pipe.model.notebook import Cell, Notebook
from nb2pipe.service.checking import finding_to_dict

#: Version of the JSON document's form.
SCHEMA_VERSION = 1
#: A fix may make room for another; more rounds than this would be two fixes that undo each other.
_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class FixReport:
    """What `fix` makes of one notebook."""

    before: Notebook
    after: Notebook
    #: The findings that are gone; spans of later ones mean the notebook as earlier fixes have left it.
    fixed: tuple[Finding, ...]
    #: The bytes that were read.
    original: bytes
    #: How many findings could be repaired in a way that may change what the notebook computes.
    unsafe_left: int = 0

    @property
    def changes(self) -> tuple[tuple[Cell, Cell], ...]:
        """Each cell that changes, before and after."""
        pairs = zip(self.before.cells, self.after.cells, strict=True)
        return tuple((old, new) for old, new in pairs if old != new)

    @property
    def data(self) -> bytes:
        """The notebook's bytes with the new sources and tags, all else as it was."""
        from nb2pipe.reading import with_sources, with_tags

        sources = {new.index: new.source for old, new in self.changes if old.source != new.source}
        tags = {new.index: new.tags for old, new in self.changes if old.tags != new.tags}
        return with_tags(with_sources(self.original, sources), tags)

    def to_dict(self) -> dict[str, object]:
        """The notebook's part of the document that `nb2pipe fix --format json` prints."""
        return {
            "path": self.before.path,
            "fixed": [finding_to_dict(finding) for finding in self.fixed],
            "unsafe_left": self.unsafe_left,
            "changes": [
                {"cell": new.index, "id": new.id, "source": new.source, "tags": list(new.tags)}
                for _, new in self.changes
            ],
        }

    def diff(self) -> str:
        """A unified diff of each cell that changes; empty if none does."""
        return "".join(line for old, new in self.changes for line in _diff_cell(self.before.path, old, new))


def fix_rounds(
    notebook: Notebook, find: Callable[[Notebook], tuple[Finding, ...]], *, unsafe: bool = False
) -> tuple[Notebook, tuple[Finding, ...], int]:
    """Apply all fixes that go together, look again, and go on until nothing is left to fix.

    With the findings that are gone, and the number of those that only an unsafe fix would remove. A fix that does not
    make its finding go away, or that leaves a cell that is no Python, is not made.
    """
    from nb2pipe.hazards import apply_fixes, choose_fixable

    fixed: list[Finding] = []
    futile: set[_Kind] = set()
    found = find(notebook)
    left = 0
    for _ in range(_MOST_ROUNDS):
        chosen = choose_fixable([each for each in found if _kind(each) not in futile], unsafe=unsafe)
        left = sum(finding.fix is not None and _kind(finding) not in futile for finding in found) - len(chosen)
        if not chosen:
            break
        changed = apply_fixes(notebook, (finding.fix for finding in chosen if finding.fix is not None))
        again = find(changed)
        before, after = Counter(map(_kind, found)), Counter(map(_kind, again))
        broken = _unreadable(changed) - _unreadable(notebook)
        staying = {
            kind
            for kind, fix in ((_kind(finding), finding.fix) for finding in chosen)
            if after[kind] >= before[kind] or (fix is not None and any(edit.cell in broken for edit in fix.edits))
        }
        if staying:
            futile |= staying
            continue
        notebook, found = changed, again
        fixed += chosen
    return notebook, tuple(fixed), left


#: What is the same of a finding when lines above it have changed.
_Kind = tuple[str, int, str]


def _kind(finding: Finding) -> _Kind:
    return finding.code, finding.cell, finding.message


def _unreadable(notebook: Notebook) -> set[int]:
    from nb2pipe.syntax import parse_notebook

    parsed = parse_notebook(notebook)
    return {each.cell.index for each in parsed.cells if each.fault is not None}


def _diff_cell(path: str, old: Cell, new: Cell) -> Iterator[str]:
    title = f"{path}, cell {old.index}"
    for line in difflib.unified_diff(_lines(old), _lines(new), title, title):
        yield line if line.endswith("\n") else line + "\n"


def _lines(cell: Cell) -> list[str]:
    """Tags in front, as they would stand in a script."""
    tags = [f"# tags: {', '.join(cell.tags)}\n"] if cell.tags else []
    return tags + [line + "\n" for line in cell.source.split("\n")]
