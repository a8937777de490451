"""Texts that a test compares with a file beside it; `UPDATE_GOLDEN=1` rewrites the file, and then the test fails once."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def check_golden(name: str, text: str) -> None:
    """Fail with a diff if the file of that name does not hold the text."""
    path = GOLDEN / name
    stored = path.read_text() if path.exists() else ""
    if stored == text:
        return
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        how = "rewritten; look at the diff"
    else:
        how = "UPDATE_GOLDEN=1 rewrites it"
    lines = difflib.unified_diff(stored.splitlines(), text.splitlines(), "stored", "now", lineterm="", n=1)
    raise AssertionError("\n".join([f"{path.name} is another one now ({how}):", *lines]))
