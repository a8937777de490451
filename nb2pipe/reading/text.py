"""Bytes -> text and the encoding that turns it back into the same bytes."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's text; `to_bytes` is the exact inverse of `decode_text`."""

    text: str
    bom: bytes
    encoding: str

    def to_bytes(self, text: str) -> bytes:
        """Encode another text the way this one was encoded."""
        return self.bom + text.encode(self.encoding, "surrogateescape" if self.encoding == "utf-8" else "surrogatepass")


def decode_text(data: bytes) -> FileText:
    """Decode JSON text; bytes that are no UTF-8 survive as lone surrogates.

    Raises UnicodeDecodeError for broken UTF-16 and UTF-32.
    """
    bom, encoding = _detect_encoding(data)
    errors = "surrogateescape" if encoding == "utf-8" else "surrogatepass"
    return FileText(data[len(bom) :].decode(encoding, errors), bom, encoding)


def to_utf8(data: bytes) -> bytes:
    """Drop a byte order mark and turn UTF-16 and UTF-32 into UTF-8; most data comes back as it is."""
    bom, encoding = _detect_encoding(data)
    if encoding == "utf-8":
        return data[len(bom) :] if bom else data
    return data[len(bom) :].decode(encoding, "surrogatepass").encode("utf-8", "surrogatepass")


def _detect_encoding(data: bytes) -> tuple[bytes, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return bom, encoding
    # JSON begins with an ASCII character, so a zero byte among the first two gives UTF-16 away.
    if len(data) >= 2 and data[0] and not data[1]:
        return b"", "utf-16-le"
    if len(data) >= 2 and not data[0] and data[1]:
        return b"", "utf-16-be"
    return b"", "utf-8"
