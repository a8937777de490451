"""Files that a notebook read -> copies of them that are small enough for a repository."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

#: A file is taken whole up to this size; beyond it, text is sampled line by line.
_WHOLE = 300_000
_LINE_BY_LINE = frozenset({".csv", ".tsv", ".tab", ".jsonl", ".ndjson"})
_MOST_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Samples:
    """Small files, and where among them the notebook is started."""

    #: Paths below a folder of samples -> bytes.
    files: dict[str, bytes]
    #: The working directory below that folder, such as `notebooks` beside `data/a.csv`; empty for the folder itself.
    root: str
    #: Files that were sampled.
    reduced: tuple[str, ...]


def take_samples(paths: Iterable[str], *, root: Path, limit: int, choose: Choice) -> Samples | None:
    """Copies of the files, given relative to the root; None if they take more bytes than the limit."""
    found: dict[str, bytes] = {}
    reduced: list[str] = []
    for path in sorted(set(paths)):
        file = root / path
        if file.is_dir() and path != ".":
            # Something is written there, and git keeps no empty folders.
            found[os.path.join(path, ".gitkeep")] = b""
            continue
        if not file.is_file() or path.endswith(".pyc"):
            continue
        data = file.read_bytes()
        if len(data) > _WHOLE and file.suffix.lower() in _LINE_BY_LINE:
            data = _sampled(data, choose)
            reduced.append(PurePosixPath(path).as_posix())
        found[path] = data
        if sum(map(len, found.values())) > limit:
            return None
    return _placed(found, root, tuple(reduced))


#: Number of lines below the header, how many are wanted -> the indices of those to keep.
Choice = Callable[[int], Sequence[int]]


def spread(number: int) -> Choice:
    """That many lines, evenly spread over the file."""
    return lambda lines: range(lines) if lines <= number else [i * lines // number for i in range(number)]


def leading(number: int) -> Choice:
    """That many lines from the top: what follows line by line, such as days, stays without gaps."""
    return lambda lines: range(min(lines, number))


def write_samples(samples: Samples, folder: Path) -> Path:
    """Write the files below the folder; return the working directory among them."""
    for path, data in samples.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    root = folder / samples.root
    root.mkdir(parents=True, exist_ok=True)
    return root


def _placed(files: dict[str, bytes], root: Path, reduced: tuple[str, ...]) -> Samples:
    """`../data/a.csv` needs a folder to go up from: the names of those above the root."""
    levels = max((PurePosixPath(path.replace(os.sep, "/")).parts.count("..") for path in files), default=0)
    levels = min(levels, _MOST_LEVELS)
    parts = root.resolve().parts[-levels:] if levels else ()
    base = "/".join(parts)
    placed = {os.path.normpath(f"{base}/{path}" if base else path).replace(os.sep, "/"): files[path] for path in files}
    inside = {path: data for path, data in placed.items() if not path.startswith("../")}
    return Samples(inside, base, reduced)


def _sampled(data: bytes, choose: Choice) -> bytes:
    header, *rows = _records(data)
    return b"".join([header, *(rows[i] for i in choose(len(rows)))])


def _records(data: bytes) -> list[bytes]:
    """Lines; those that an open quotation mark joins count as one."""
    records: list[bytes] = []
    pending = b""
    for line in data.splitlines(keepends=True):
        pending += line
        if pending.count(b'"') % 2 == 0:
            records.append(pending)
            pending = b""
    return [*records, pending] if pending else records
