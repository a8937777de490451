"""What commands tell where they could not do their work, as JSON documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nb2pipe.errors import UnreadableNotebook

if TYPE_CHECKING:
    from nb2pipe.errors import Refused
    from nb2pipe.model.notebook import Notebook


def find_notebook(path: str) -> Notebook:
    """The notebook at the path for messages about it; one without cells if it is not there (standard input)."""
    from nb2pipe.model.notebook import Notebook
    from nb2pipe.service.source import load_notebook

    try:
        return load_notebook(path)
    except UnreadableNotebook:
        return Notebook(path, ())


def error_to_dict(error: BaseException) -> dict[str, object]:
    """The document that a command which could not do its work prints with `--format json`."""
    from nb2pipe.errors import NotebookFailed
    from nb2pipe.service.checking import SCHEMA_VERSION

    kind = re.sub("(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower().removesuffix("-error")
    place = {"cell": error.cell, "line": error.line} if isinstance(error, NotebookFailed) else {}
    words = {"kind": kind, "message": str(error) or "interrupted"}
    return {"schema_version": SCHEMA_VERSION, "error": {**words, **place}}


def refusal_to_dict(refusal: Refused) -> dict[str, object]:
    """The document that a refused command prints with `--format json`."""
    from nb2pipe.service.checking import SCHEMA_VERSION, finding_to_dict

    findings = [finding_to_dict(finding) for finding in refusal.findings]
    return {"schema_version": SCHEMA_VERSION, "path": refusal.path, "refused": True, "findings": findings}
