"""Files of the package that are the same for every notebook, but for the package's name.

They are text, not trees: nothing of the notebook is in them. Tests parse, type-check and run them.
"""

from __future__ import annotations

#: Stands for the package's name in the texts.
PLACEHOLDER = "PACKAGE"


def filled(text: str, *, package: str) -> bytes:
    """The text with the package's name in it."""
    return text.replace(PLACEHOLDER, package).encode()
