"""Notebooks that tests write down in a few words."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run: what fails for one person fails for all. HYPOTHESIS_PROFILE=default looks for new ones.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

#: (source, tags) or only the source.
CellText = str | tuple[str, Sequence[str]]
WriteNotebook = Callable[..., Path]

ROOT = Path(__file__).resolve().parent.parent


def notebook_json(*cells: CellText, **metadata: object) -> dict[str, object]:
    """An nbformat 4.5 document of code cells; text that begins with `#md ` is a markdown cell."""
    return {
        "cells": [_cell(cell, i) for i, cell in enumerate(cells)],
        "metadata": metadata,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(cell: CellText, index: int) -> dict[str, object]:
    source, tags = (cell, ()) if isinstance(cell, str) else cell
    metadata = {"tags": list(tags)} if tags else {}
    if source.startswith("#md "):
        return {"cell_type": "markdown", "id": f"c{index}", "metadata": metadata, "source": source[4:]}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": f"c{index}",
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


@pytest.fixture
def write_notebook(tmp_path: Path) -> WriteNotebook:
    """Write a notebook of these cells into a folder of its own and return its path."""

    def write(*cells: CellText, name: str = "nb.ipynb") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(notebook_json(*cells), indent=1) + "\n")
        return path

    return write


@pytest.fixture
def examples() -> Path:
    """The folder of the example notebooks."""
    return ROOT / "example_notebooks"
