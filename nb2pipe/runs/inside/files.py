"""Files that a step has written -> what they say, line by line; of those without text, that they are there."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import re
from collections.abc import Iterable, Iterator

#: Names of files begin so, where others are those of variables; names of edges do, too.
FILE = "file:"
#: Of larger files it is only seen that they are there.
_LARGEST_BYTES = 1_000_000
#: Numbers are compared as numbers are.
_NUMBER = re.compile(r"(-?\d+\.\d+(?:[eE][-+]?\d+)?)")
_WRITERS = (io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom)


def files(names: Iterable[str]) -> Iterator[tuple[str, object]]:
    """The content of each `file:PATH` that is there, relative to where the process stands."""
    wanted = [name for name in names if name.startswith(FILE)]
    if wanted:
        _flush()
    for name in wanted:
        with contextlib.suppress(OSError, ValueError):
            if os.path.isfile(name.removeprefix(FILE)):
                yield name, _content(name.removeprefix(FILE))


def _flush() -> None:
    """Put what waits in memory into the files that are open."""
    for writer in [each for each in gc.get_objects() if type(each) in _WRITERS]:
        with contextlib.suppress(OSError, ValueError):
            writer.flush()


def _content(path: str) -> object:
    if os.path.getsize(path) > _LARGEST_BYTES:
        return "a large file"
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return "a file without text"
    return "a file without text" if "\0" in text else [_line(line) for line in text.splitlines()]


def _line(line: str) -> object:
    parts = _NUMBER.split(line)
    return line if len(parts) == 1 else tuple(float(part) if i % 2 else part for i, part in enumerate(parts))
