from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nb2pipe.workspace.exports import star_exports


def _look(folder: Path, *modules: str) -> dict[str, frozenset[str]]:
    return star_exports(modules, root=folder, python=sys.executable)


def test_public_names_of_a_module_beside_the_notebook_are_read_without_running_it(tmp_path: Path) -> None:
    (tmp_path / "helpers.py").write_text(
        "import os.path, json as j\nif j:\n    a = 1\nfor b, (c, _d) in []:\n    pass\n"
        "class K:\n    inner = 1\ndef f(): local = 1\ndel a\nraise SystemExit\n"
    )
    assert _look(tmp_path, "helpers") == {"helpers": frozenset({"os", "j", "b", "c", "K", "f"})}


def test_dunder_all_counts_where_it_is_written_out(tmp_path: Path) -> None:
    (tmp_path / "listed.py").write_text("x = y = 1\n__all__ = ['x']\n__all__ += ['_z']\n")
    (tmp_path / "computed.py").write_text("x = 1\n__all__ = [n for n in dir()]\n")
    assert _look(tmp_path, "listed", "computed") == {"listed": frozenset({"x", "_z"})}


def test_stars_in_a_package_are_followed(tmp_path: Path) -> None:
    package = tmp_path / "tools"
    package.mkdir()
    (package / "__init__.py").write_text("from .first import *\nfrom cmath import *\n")
    (package / "first.py").write_text("from . import *\none = 1\n")
    names = _look(tmp_path, "tools")["tools"]
    assert {"one", "polar"} <= names


@pytest.mark.parametrize("text", ["globals()['x'] = 1\n", "from nowhere_at_all import *\n", "def f(:\n"])
def test_module_whose_names_cannot_be_known_is_left_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.py").write_text(text)
    assert _look(tmp_path, "odd", "nowhere_at_all") == {}


def test_installed_module_is_asked(tmp_path: Path) -> None:
    assert "sqrt" in _look(tmp_path, "math")["math"]
