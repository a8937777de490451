"""Files behind objects: who writes to an open file, a database or an array on the disk changes the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nb2pipe.analysis.state.changing import mark
from nb2pipe.analysis.state.objects import Obj, Value

#: The trait of an object that writes into a file begins so.
_BEHIND = "file behind it: "


def back(value: Value, paths: Iterable[str]) -> None:
    """Note which files change with these objects."""
    traits = frozenset(f"{_BEHIND}{path}" for path in paths)
    for obj in value:
        mark(obj, traits)


def files_behind(changed: Iterable[Obj], cell: int) -> list[str]:
    """Files that earlier cells have opened, and that change with these objects or with what these wrap."""
    found = {path for obj in changed for each in _with_streams(obj) if each.cell < cell for path in paths_behind(each)}
    return sorted(found)


def _with_streams(obj: Obj) -> Iterator[Obj]:
    yield obj
    if obj.type == "file":
        yield from (holder for holder in obj.holders if holder.type == "file")


def paths_behind(obj: Obj) -> list[str]:
    """Files that change with this object alone."""
    return [trait.removeprefix(_BEHIND) for trait in obj.traits if trait.startswith(_BEHIND)]
