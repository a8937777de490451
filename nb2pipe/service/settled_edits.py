"""A package that somebody edited, and what its notebook gives now -> the last export with the edits that are in both.

What an earlier `sync` has brought into the notebook is no edit any more, though nobody has exported since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nb2pipe.workspace.earlier import EarlierExport


def with_settled_edits(
    export: EarlierExport,
    *,
    modules: Mapping[str, str],
    twin: str,
    now: Mapping[str, bytes],
    given: Mapping[str, bytes],
) -> EarlierExport:
    """The export as if these edits had been in it.

    `modules` are those of the package as they are now, `twin` is the path of its run notebook; `now` has what the
    package holds, and `given` what another export of the notebook gives.
    """
    from nb2pipe.syncing import with_agreed_cells

    base = dict(export.base)
    for path in modules.keys() & base.keys() & given.keys():
        base[path] = _agreed(_text(base[path]), modules[path], _text(given[path])).encode()
    if twin in base and twin in now and twin in given:
        base[twin] = with_agreed_cells(base[twin], now[twin], given[twin])
    return replace(export, base=base)


def _agreed(base: str, ours: str, given: str) -> str:
    from nb2pipe.syntax.additions import without_shared_additions
    from nb2pipe.syntax.layout import with_layout_of
    from nb2pipe.syntax.merging import with_agreed_changes
    from nb2pipe.syntax.statements import read_source_text

    if ours in (base, given):
        return ours
    old = with_layout_of(base, ours)
    other = without_shared_additions(old, ours=ours, theirs=with_layout_of(given, ours))
    agreed = with_agreed_changes(old, ours=ours, theirs=other)
    return base if agreed == old or read_source_text(agreed) is None else agreed


def _text(data: bytes) -> str:
    return data.decode(errors="replace").replace("\r\n", "\n")
