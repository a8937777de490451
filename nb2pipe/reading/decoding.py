"""Bytes -> WireNotebook, or UnreadableNotebook with the reason and the place."""

from __future__ import annotations

import json
import re

import msgspec

from nb2pipe.errors import UnreadableNotebook
from nb2pipe.reading.text import decode_text, to_utf8
from nb2pipe.reading.wire import WireNotebook

#: How the files end that jupytext and marimo keep notebooks in.
_KEPT_AS_TEXT = (".py", ".md", ".Rmd", ".qmd")
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)


def decode_notebook(data: bytes, path: str) -> WireNotebook:
    """Decode the file without its outputs' bodies."""
    if not data.strip():
        raise UnreadableNotebook(path, "the file is empty")
    try:
        return msgspec.json.decode(to_utf8(data), type=WireNotebook)
    except msgspec.ValidationError as error:
        raise _not_a_notebook(path, error) from None
    except UnicodeDecodeError as error:
        return _decode_broken_text(data, path, error)
    except (msgspec.DecodeError, RecursionError):
        return _decode_leniently(data, path)


def _decode_broken_text(data: bytes, path: str, error: UnicodeDecodeError) -> WireNotebook:
    """Broken text in an output is no obstacle; in a source it is found when that is read."""
    try:
        return _decode_leniently(data, path)
    except UnicodeDecodeError:
        raise UnreadableNotebook(path, f"the text is broken at byte {error.start}: {error.reason}") from None


def _decode_leniently(data: bytes, path: str) -> WireNotebook:
    """Python's own decoder: it also takes NaN and half surrogates, and says where broken JSON breaks."""
    text = decode_text(data).text
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableNotebook(path, _describe(error, text, path)) from None
    except (ValueError, RecursionError) as error:
        raise UnreadableNotebook(path, f"the JSON cannot be read: {error}") from None
    try:
        return msgspec.convert(document, type=WireNotebook)
    except msgspec.ValidationError as error:
        raise _not_a_notebook(path, error) from None


def _not_a_notebook(path: str, error: msgspec.ValidationError) -> UnreadableNotebook:
    return UnreadableNotebook(path, f"it is JSON, but no notebook: {str(error).replace('`', '')}")


def _describe(error: json.JSONDecodeError, text: str, path: str) -> str:
    conflict = _CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        return f"it holds an unresolved merge conflict (line {line}); resolve it first"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return f"the JSON ends in the middle ({_place(text, len(text))}): the file is truncated"
    place = _place(text, error.pos)
    if text.lstrip()[:1] != "{":
        return f"it is no JSON, so no notebook ({error.msg}: {place}){_way_to_a_notebook(text, path)}"
    return f"the JSON is broken at {place}: {error.msg}"


def _way_to_a_notebook(text: str, path: str) -> str:
    """What makes a notebook of a notebook that is kept as a script or a text."""
    if not path.endswith(_KEPT_AS_TEXT):
        return ""
    command = "marimo export ipynb" if "marimo.App(" in text else "jupytext --to ipynb"
    return f"; `{command} {path}` makes one of it"


def _place(text: str, offset: int) -> str:
    before = text[:offset]
    return f"line {before.count(chr(10)) + 1}, byte {len(before.encode('utf-8', 'surrogateescape'))}"
