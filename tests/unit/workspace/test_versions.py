from __future__ import annotations

import platform
from importlib import metadata
from pathlib import Path

import pytest

from nb2pipe.errors import RunError
from nb2pipe.workspace.versions import read_environment


def test_imports_and_what_they_need_are_pinned_and_sorted() -> None:
    found = read_environment(["papermill", "yaml"])
    assert found["python"] == platform.python_version()
    assert found["providers"] == {"papermill": ["papermill"], "yaml": ["PyYAML"]}
    assert found["pins"]["papermill"] == metadata.version("papermill")
    assert found["pins"]["nbclient"] == metadata.version("nbclient")
    names = [name.lower().replace("_", "-") for name in found["pins"]]
    assert names == sorted(names)


def test_extras_of_a_distribution_are_not_pinned() -> None:
    assert "pytest" not in read_environment(["click"])["pins"]


def test_module_of_no_distribution_has_no_provider() -> None:
    assert read_environment(["my_own_helpers"])["providers"] == {}


def test_what_is_installed_from_a_folder_is_known() -> None:
    assert read_environment(["nb2pipe"])["folders"] == ["nb2pipe"]


def test_an_interpreter_that_is_gone_is_no_reason_to_pin_our_own_versions() -> None:
    with pytest.raises(RunError, match="Python is not there: /no/such/python: No such file"):
        read_environment(["click"], python="/no/such/python")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('echo \'{"python": "3.9.18"}\'', "the kernel has Python 3.9.18, and packages need 3.10 or later"),
        ("echo broken >&2; exit 3", "does not say what it has installed: .*: broken"),
    ],
)
def test_an_interpreter_that_cannot_do_is_named(tmp_path: Path, line: str, message: str) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{line}\n")
    python.chmod(0o755)
    with pytest.raises(RunError, match=message):
        read_environment(["click"], python=str(python))


@pytest.fixture
def shared_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two distributions with modules below `cloudy`, neither of which has it to itself."""
    for name, module in (("cloudy-store", "cloudy/sky/store"), ("cloudy-core", "cloudy/sky/core")):
        folder = tmp_path / f"{name.replace('-', '_')}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (folder / "RECORD").write_text(f"{module}/__init__.py,,\n{module}/rain.py,,\n")
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("shared_root")
@pytest.mark.parametrize(
    ("modules", "providers"),
    [
        (["cloudy.sky.store"], ["cloudy-store"]),
        (["cloudy.sky.store.rain.Drop"], ["cloudy-store"]),
        (["cloudy.sky.core", "cloudy.sky.store.rain"], ["cloudy-core", "cloudy-store"]),
        (["cloudy.sky"], ["cloudy-core", "cloudy-store"]),
        (["cloudy"], ["cloudy-core", "cloudy-store"]),
    ],
)
def test_distributions_that_share_a_root_are_told_apart_by_modules(modules: list[str], providers: list[str]) -> None:
    assert read_environment(["cloudy"], modules=modules)["providers"] == {"cloudy": providers}
