"""`tests/written.py`: which files a step has written, and what is in them."""

from __future__ import annotations

WRITTEN = '''"""Files below a folder, before and after a step -> summaries of those that it wrote."""

from __future__ import annotations

import contextlib
import math
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from summaries import statistics, summarize, timeless

Stamps = Mapping[str, tuple[int, int, int]]
_NUMBER = re.compile(r"(?<![\\w.])[-+]?\\d+\\.?\\d*(?:[eE][-+]?\\d+)?")
_MOST_FILES = 50
_MOST_BYTES = 5_000_000
_BESIDE = {"__pycache__", ".ipynb_checkpoints"}


def stamps(folder: Path | None) -> Stamps:
    """What tells each file from the one that another write would leave, by relative path."""
    found: dict[str, tuple[int, int, int]] = {}
    if folder is None:
        return found
    for path in sorted(folder.rglob("*")):
        if path.is_file() and _BESIDE.isdisjoint(path.parts):
            status = path.stat()
            found[path.relative_to(folder).as_posix()] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def written(folder: Path | None, before: Stamps, after: Stamps) -> dict[str, Any]:
    """Summaries of new and changed files; None for one that is gone."""
    if folder is None:
        return {}
    changed = [name for name in after if before.get(name) != after[name]][:_MOST_FILES]
    return {name: content(folder / name) for name in changed} | dict.fromkeys(sorted(before.keys() - after.keys()))


def content(path: Path) -> dict[str, Any]:
    """Numbers and words of a text or of a database; of other files, only that they are there."""
    text = text_of(path)
    if text is None:
        return {"type": "binary"}
    text = timeless(text)
    numbers = [number for number in map(float, _NUMBER.findall(text)) if math.isfinite(number)]
    words = summarize(_NUMBER.sub("#", text))
    return {"type": "text", "words": words, "numbers": {"some": numbers[:3], **statistics(numbers)}}


def text_of(path: Path) -> str | None:
    """The text of the file; None if it has none, or too much."""
    if path.stat().st_size > _MOST_BYTES:
        return None
    try:
        data = path.read_bytes()
        if data.startswith(b"SQLite format 3\\0"):
            with contextlib.closing(sqlite3.connect(path)) as connection:
                return "\\n".join(connection.iterdump())
        return data.decode().replace("\\r\\n", "\\n") if b"\\0" not in data else None
    except (OSError, UnicodeDecodeError, sqlite3.Error):
        return None
'''
