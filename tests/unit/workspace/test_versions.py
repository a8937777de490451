from __future__ import annotations

from importlib import metadata

from nb2pipe.workspace.versions import lock_requirements


def test_imports_and_what_they_need_are_pinned_and_sorted() -> None:
    lines = lock_requirements(["papermill", "yaml"]).splitlines()
    assert f"papermill=={metadata.version('papermill')}" in lines
    assert f"nbclient=={metadata.version('nbclient')}" in lines
    assert sum(line.startswith("PyYAML==") for line in lines) == 1
    names = [line.partition("==")[0].lower() for line in lines]
    assert names == sorted(names)


def test_extras_of_a_distribution_are_not_pinned() -> None:
    assert "pytest" not in lock_requirements(["click"])


def test_module_of_no_distribution_is_left_out() -> None:
    assert lock_requirements(["my_own_helpers"]) == ""
