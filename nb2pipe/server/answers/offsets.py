"""Python counts code points, browsers count UTF-16 units."""

from __future__ import annotations


def utf16_length(text: str) -> int:
    """Units that the text takes in a browser: two for a character beyond the first 65,536."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
