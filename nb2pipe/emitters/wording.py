"""Names -> the words around them in docstrings and documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def english_list(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with `@NAME@` replaced by the value of that name."""
    for name, value in values.items():
        template = template.replace(f"@{name}@", value)
    return template
