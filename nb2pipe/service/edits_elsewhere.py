"""A package that somebody edited -> its edits in modules that come from no cell of the notebook."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from nb2pipe.service.module_layout import say_the_same

if TYPE_CHECKING:
    from nb2pipe.syncing import HandEdit
    from nb2pipe.workspace.earlier import EarlierExport


def edits_elsewhere(export: EarlierExport, *, followed: Collection[str]) -> Iterator[HandEdit]:
    """Edits of the package's modules but for those that are followed; a new layout is no edit."""
    from nb2pipe.syncing import edits_without_cells

    now = export.read_now(export.base)
    paths = {path for path in export.base if path.startswith("src/") and path.endswith(".py") and path not in followed}
    paths = {path for path in paths if path in now and now[path] != export.base[path]}
    base, ours = ({path: _text(files[path]) for path in paths} for files in (export.base, now))
    paths = {path for path in paths if not say_the_same(base[path], ours[path])}
    base, ours = ({path: each[path] for path in paths} for each in (base, ours))
    yield from edits_without_cells(export.manifest.name, base, ours)


def _text(data: bytes) -> str:
    return data.decode(errors="replace").replace("\r\n", "\n")
