"""Two arrays, each as type, shape and bytes -> their first element that differs.

Without numpy, which nb2pipe's own environment need not have: only blocks whose bytes differ are decoded.
"""

from __future__ import annotations

import itertools
import math
import struct
from collections.abc import Iterator
from datetime import datetime, timedelta

from nb2pipe.runs.scalars import are_equal, show

#: numpy's type, the shape, and the elements in C order and native byte order.
RawArray = tuple[str, tuple[int, ...], bytes]

_FORMATS = {
    "f2": "e", "f4": "f", "f8": "d", "c8": "ff", "c16": "dd", "b1": "?", "i1": "b", "i2": "h", "i4": "i", "i8": "q",
    "u1": "B", "u2": "H", "u4": "I", "u8": "Q", "M8": "q", "m8": "q",
}  # fmt: skip
#: Ticks in a second, by unit of time.
_TICKS = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_NOT_A_TIME = -(2**63)
_ELEMENTS_IN_BLOCK = 8192
_MOST_COUNTED = 10_000


def difference_of_arrays(left: RawArray, right: RawArray) -> tuple[str, str] | None:
    """Subscript and text of the first difference; None if there is none."""
    if left[0] != right[0]:
        return ".dtype", f"{left[0].lstrip('<>=|')} != {right[0].lstrip('<>=|')}"
    if left[1] != right[1]:
        return ".shape", f"{left[1]} != {right[1]}"
    if left[2] == right[2]:
        return None
    found = list(itertools.islice(_unequal_elements(left[0], left[2], right[2]), _MOST_COUNTED + 1))
    if not found:
        return None
    position, a, b = found[0]
    return _subscript(position, left[1]), f"{a} != {b}{_others(len(found) - 1, math.prod(left[1]))}"


def _others(number: int, size: int) -> str:
    """How many elements differ besides the one that is shown."""
    if not number:
        return ""
    least = "at least " if number == _MOST_COUNTED else ""
    return f", and {least}{number} more of {size} elements"


def _unequal_elements(dtype: str, left: bytes, right: bytes) -> Iterator[tuple[int, str, str]]:
    kind = dtype.lstrip("<>=|").partition("[")[0]
    size = struct.calcsize(f"={_FORMATS[kind]}") if kind in _FORMATS else _item_size(kind)
    block = size * _ELEMENTS_IN_BLOCK
    for start in range(0, len(left), block):
        a, b = left[start : start + block], right[start : start + block]
        if a == b:
            continue
        pairs = zip(_elements(kind, size, a), _elements(kind, size, b), strict=True)
        for i, (x, y) in enumerate(pairs, start // size):
            if not are_equal(x, y):
                unit = dtype.partition("[")[2].rstrip("]")
                yield i, _text(x, kind, unit), _text(y, kind, unit)


def _elements(kind: str, size: int, data: bytes) -> Iterator[object]:
    if kind in _FORMATS:
        return struct.iter_unpack(f"={_FORMATS[kind]}", data)
    pieces = (data[i : i + size] for i in range(0, len(data), size))
    if kind.startswith("U"):
        return (piece.decode("utf-32-le" if struct.pack("=H", 1) == b"\1\0" else "utf-32-be") for piece in pieces)
    return pieces


def _item_size(kind: str) -> int:
    digits = int(kind[1:])
    return digits * 4 if kind.startswith("U") else digits


def _text(element: object, kind: str, unit: str) -> str:
    if isinstance(element, tuple) and len(element) == 1:
        return _moment(element[0], kind, unit) or show(element[0])
    return show(complex(*element) if isinstance(element, tuple) else element)


def _moment(ticks: int, kind: str, unit: str) -> str:
    """A point in time or a span of it as people write it; empty for other numbers."""
    if kind not in ("M8", "m8"):
        return ""
    if ticks == _NOT_A_TIME:
        return "NaT"
    if unit not in _TICKS:
        return f"{ticks} {unit}"
    try:
        span = timedelta(seconds=ticks // _TICKS[unit], microseconds=ticks % _TICKS[unit] * 1_000_000 // _TICKS[unit])
        return str(span) if kind == "m8" else str(datetime(1970, 1, 1) + span)  # noqa: DTZ001  as numpy has them
    except OverflowError:
        return f"{ticks} {unit}"


def _subscript(position: int, shape: tuple[int, ...]) -> str:
    """`[3]`, `[1, 2]`, or nothing for a scalar."""
    indices: list[str] = []
    for length in reversed(shape):
        indices.insert(0, str(position % length))
        position //= length
    return f"[{', '.join(indices)}]" if indices else ""
