from __future__ import annotations

import platform
from importlib import metadata

import pytest

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


@pytest.mark.parametrize("python", ["/no/such/python"])
def test_an_interpreter_that_is_gone_is_replaced_by_ours(python: str) -> None:
    assert read_environment(["click"], python=python) == read_environment(["click"])
