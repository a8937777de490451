"""Modules beside a notebook that a package needs a copy of."""

from __future__ import annotations

from pathlib import Path

from nb2pipe.workspace.copied_modules import read_modules


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def test_module_brings_what_it_imports_from_the_folder_and_names_what_it_needs(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "helpers.py": "import json, pandas as pd\nfrom settings import FACTOR\nfrom . import nothing\n",
            "settings.py": "FACTOR = 2\ndef late():\n    import yaml\n",
            "other.py": "",
            "json.py": "the standard library comes first",
        },
    )
    found = read_modules(tmp_path, ["helpers"], provided={"pandas"})
    assert found.tops == ("helpers.py", "settings.py")
    assert found.requirements == {"pandas", "yaml"}


def test_package_comes_with_small_files_but_without_what_python_and_jupyter_leave_there(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "lib/__init__.py": "",
            "lib/deep/names.py": "",
            "lib/names.json": "[]",
            "lib/large.csv": "1," * 100_000,
            "lib/try.ipynb": "{}",
            "lib/__pycache__/names.pyc": "",
            "lib/.ipynb_checkpoints/names.py": "",
        },
    )
    found = read_modules(tmp_path, ["lib"], provided=())
    assert sorted(found.files) == ["lib/__init__.py", "lib/deep/names.py", "lib/names.json"]


def test_folder_without_init_is_meant_only_where_nothing_installed_has_its_name(tmp_path: Path) -> None:
    write(tmp_path, {"src/utils.py": "", "datasets/load.py": "", "images/a.txt": ""})
    found = read_modules(tmp_path, ["src", "datasets", "images"], provided={"datasets"})
    assert found.tops == ("src",)
