"""Edits of modules that come from no cell: the graph of the steps, copies of modules beside the notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from nb2pipe.syncing.blocks import HandEdit

_MADE = "no cell says it: the export makes this module, and keeps what is edited in it"
_COPY = "it is a copy of a module beside the notebook: edit that one"


def edits_without_cells(name: str, base: Mapping[str, str], ours: Mapping[str, str]) -> Iterator[HandEdit]:
    """Each run of lines that differs between the exported modules and those of now; `name` is the package's."""
    for path in sorted(base.keys() & ours.keys()):
        reason = _MADE if path.startswith(f"src/{name}/") else _COPY
        before, after = base[path].split("\n"), ours[path].split("\n")
        for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag != "equal":
                yield HandEdit(
                    path, first + 1, "\n".join(before[start:end]), "\n".join(after[first:last]), reason=reason
                )
