from __future__ import annotations

from pathlib import Path

import pytest

from nb2pipe.errors import UsageError
from nb2pipe.workspace.folders import find_notebooks


def test_folder_means_its_notebooks_without_checkpoints_and_hidden_folders(tmp_path: Path) -> None:
    names = ["b.ipynb", "a.ipynb", "sub/c.ipynb", ".ipynb_checkpoints/a.ipynb", ".venv/d.ipynb", "notes.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = find_notebooks(["-", str(tmp_path), str(tmp_path / "a.ipynb"), "absent.ipynb"])
    assert found == (
        "-",
        *(str(tmp_path / name) for name in ("a.ipynb", "b.ipynb", "sub/c.ipynb")),
        "absent.ipynb",
    )


def test_folder_without_a_notebook_is_a_wrong_request(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no notebook in the folder"):
        find_notebooks([str(tmp_path)])
