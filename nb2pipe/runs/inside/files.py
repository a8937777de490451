"""Files that a step has written -> what they say line by line, show or hold; of others, that they are there."""

from __future__ import annotations

import contextlib
import gc
import gzip
import io
import os
import pickle
import re
import sys
import urllib.parse
import zipfile
from collections.abc import Callable, Iterable, Iterator

#: Names of files begin so, where others are those of variables; names of edges do, too.
FILE = "file:"
#: Of larger files it is only seen that they are there.
_LARGEST_BYTES = 1_000_000
_LARGEST_VALUE_BYTES = 50_000_000
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
    size, ending = os.path.getsize(path), os.path.splitext(path)[1].lower()
    reader = _READERS.get(ending)
    if reader is not None and size <= _LARGEST_VALUE_BYTES:
        with contextlib.suppress(Exception):  # whatever reading a value that is none of these may raise
            return reader(path)
    if size > _LARGEST_BYTES:
        return "a large file"
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return "a file without text"
    return "a file without text" if "\0" in text else [_line(line) for line in text.splitlines()]


def _pixels(path: str) -> object:
    """Rows, columns and channels of what a picture shows."""
    numpy, pictures = sys.modules["numpy"], sys.modules["PIL.Image"]
    with pictures.open(path) as picture:
        return numpy.asarray(picture)


def _arrays(path: str) -> object:
    loaded = sys.modules["numpy"].load(path)
    return loaded if path.lower().endswith(".npy") else dict(loaded)


def _pickled(path: str) -> object:
    """Read as its writer would: joblib has a form of its own, which pickle cannot read."""
    if "joblib" in sys.modules:
        return sys.modules["joblib"].load(path)
    with open(path, "rb") as file:
        return pickle.load(file)  # noqa: S301  what this process has just written


def _tables(path: str) -> object:
    """What is in a database, as statements that make it."""
    address = f"file:{urllib.parse.quote(path)}?mode=ro"
    with contextlib.closing(sys.modules["sqlite3"].connect(address, uri=True)) as connection:
        return list(connection.iterdump())


def _members(path: str) -> object:
    """Name, size and check sum of each file in an archive, which also says when it was put there."""
    with zipfile.ZipFile(path) as archive:
        return [(each.filename, each.file_size, each.CRC) for each in archive.infolist()]


def _unpacked(path: str) -> object:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [_line(line) for line in file.read(_LARGEST_BYTES).splitlines()]


def _frame(path: str) -> object:
    ending, pandas = os.path.splitext(path)[1].lower(), sys.modules["pandas"]
    if ending == ".xlsx":
        return pandas.read_excel(path, sheet_name=None)
    return pandas.read_parquet(path) if ending == ".parquet" else pandas.read_feather(path)


#: Ending of a file's name -> what reads it, with the library that has written it.
_READERS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff"), _pixels),
    **dict.fromkeys((".npy", ".npz"), _arrays),
    **dict.fromkeys((".pkl", ".pickle", ".joblib"), _pickled),
    **dict.fromkeys((".db", ".sqlite", ".sqlite3"), _tables),
    **dict.fromkeys((".parquet", ".feather", ".xlsx"), _frame),
    ".zip": _members,
    ".gz": _unpacked,
}


def _line(line: str) -> object:
    parts = _NUMBER.split(line)
    return line if len(parts) == 1 else tuple(float(part) if i % 2 else part for i, part in enumerate(parts))
