"""What the user names -> Notebook."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from nb2pipe.errors import OtherLanguage, UnreadableNotebook
from nb2pipe.model.notebook import Notebook

#: What a user can name a notebook by: a path, nbformat JSON bytes, or nbformat JSON as a mapping.
Source = str | os.PathLike[str] | bytes | Mapping[str, object]


def load_notebook(source: Source) -> Notebook:
    """Read a Python notebook; raises UnreadableNotebook."""
    return read_python_notebook(*read_source(source))


def read_python_notebook(path: str, data: bytes) -> Notebook:
    """The notebook in the bytes of a file; raises UnreadableNotebook, also for another language's."""
    from nb2pipe.reading import read_notebook

    notebook = read_notebook(data, path)
    if notebook.language != "python":
        raise OtherLanguage(path, f"its language is {notebook.language}; only Python notebooks can be converted")
    return notebook


def read_source(source: Source) -> tuple[str, bytes]:
    """The source's path, made up where there is none, and its bytes."""
    from nb2pipe.workspace.files import STDIN, read_bytes

    if isinstance(source, bytes):
        return "<bytes>", source
    if isinstance(source, Mapping):
        return "<dict>", _to_json(source)
    path = os.fspath(source)
    return ("<stdin>" if path == STDIN else path), read_bytes(path)


def _to_json(document: Mapping[str, object]) -> bytes:
    try:
        return json.dumps(document).encode()
    except (TypeError, ValueError) as error:
        raise UnreadableNotebook("<dict>", f"it is no JSON document: {error}") from None
