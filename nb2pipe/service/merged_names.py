"""A merge that has not been written -> the same, telling of merged modules whose code looks up what is bound no more.

Lines of two sides can go together and mean nothing: an edit uses the parameter that the notebook has renamed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from nb2pipe.emitters.lost_names import lost_names
from nb2pipe.model.changes import FileAction

if TYPE_CHECKING:
    from nb2pipe.model.changes import FileChange
    from nb2pipe.workspace.tree_merge import TreeMerge

_NAME = re.compile(r"[^\W\d]\w*")


def with_lost_names(merge: TreeMerge, ours: Mapping[str, bytes]) -> TreeMerge:
    """Give each merged module the names that it has lost as the reason."""
    return replace(merge, changes=tuple(_told(each, merge.writes, ours) for each in merge.changes))


def _told(change: FileChange, merged: Mapping[str, bytes], ours: Mapping[str, bytes]) -> FileChange:
    path = change.path
    if change.action is not FileAction.MERGED or not path.endswith(".py") or path not in merged:
        return change
    lost = [each for each in _lost(merged[path]) if each not in _lost(ours.get(path, b""))]
    told = ", ".join(f"`{name}` in `{function}`" for function, name in lost)
    return replace(change, reason=f"{told}: nothing binds that any more; look at it") if told else change


def _lost(source: bytes) -> list[tuple[str, str]]:
    text = source.decode("utf-8", "replace")
    return list(lost_names(text, set(_NAME.findall(text))))
