"""A growing file of text -> the part after an offset."""

from __future__ import annotations

import codecs
from pathlib import Path

from nb2pipe.server.wire.jobs import LogAnswer

#: Bytes of one answer.
_CHUNK = 256 * 1024


def read_log(path: Path, *, after: int) -> LogAnswer:
    """What stands in the file from the offset on; nothing if there is no such file yet.

    A character whose last bytes have not been written yet is left for the next time.
    """
    try:
        with path.open("rb") as file:
            file.seek(after)
            data = file.read(_CHUNK + 1)
    except OSError:
        return LogAnswer(text="", next=after, more=False)
    more, data = len(data) > _CHUNK, data[:_CHUNK]
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = decoder.decode(data)
    left = len(decoder.getstate()[0])
    return LogAnswer(text=text, next=after + len(data) - left, more=more)


def tail_offset(path: Path, *, most: int = 16 * 1024) -> int:
    """Where the last bytes of the file begin, at the start of a line if there is one."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = max(size - most, 0)
            file.seek(start)
            line = file.readline()
            return start + len(line) if start and line.endswith(b"\n") else start
    except OSError:
        return 0
