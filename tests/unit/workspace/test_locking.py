from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from nb2pipe.workspace.locking import lock_requirements
from nb2pipe.workspace.versions import Environment

#: Answers as `uv pip compile --generate-hashes` does, and counts how often it is asked.
UV = """#!/bin/sh
echo asked >> "$(dirname "$0")/asked"
while read -r pin; do printf '%s \\\\\\n    --hash=sha256:00\\n' "$pin"; done
"""


def environment(**pins: str) -> Environment:
    return {"python": "3.12.4", "providers": {}, "pins": pins, "repositories": {}, "folders": []}


@pytest.fixture
def uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `uv` of this test, found first, with a cache of its own."""
    program = tmp_path / "bin" / "uv"
    program.parent.mkdir()
    program.write_text(UV)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return program


def asked(uv: Path) -> int:
    file = uv.parent / "asked"
    return len(file.read_text().splitlines()) if file.exists() else 0


def test_hashes_are_asked_for_once(uv: Path) -> None:
    lock = lock_requirements(environment(numpy="2.0", pandas="3.0"))
    assert "numpy==2.0 \\\n    --hash=sha256:00\n" in lock
    assert "Python 3.12.4" in lock
    assert lock_requirements(environment(numpy="2.0", pandas="3.0")) == lock
    assert asked(uv) == 1


def test_an_earlier_lock_of_the_same_pins_is_taken(uv: Path) -> None:
    earlier = "numpy==2.0 --hash=sha256:11\n"
    assert lock_requirements(environment(numpy="2.0"), earlier=earlier) == earlier
    assert lock_requirements(environment(numpy="2.1"), earlier=earlier) != earlier
    assert asked(uv) == 1


@pytest.mark.parametrize("answer", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\necho other==1 --hash=sha256:0\n"])
def test_without_an_answer_the_lock_is_complete_and_says_so(uv: Path, answer: str) -> None:
    uv.write_text(answer)
    lock = lock_requirements(environment(numpy="2.0"))
    assert lock.endswith("numpy==2.0\n")
    assert "Without hashes" in lock


def test_nobody_is_asked_when_hashes_are_not_wanted(uv: Path) -> None:
    assert "hash=" not in lock_requirements(environment(numpy="2.0"), wants_hashes=False)
    assert asked(uv) == 0


def test_what_no_index_has_is_said(uv: Path) -> None:
    given = environment(mine="1.0", theirs="2.0", numpy="2.0")
    given["folders"] = ["mine"]
    given["repositories"] = {"theirs": "git+https://example.org/theirs@abc"}
    lines = lock_requirements(given).splitlines()
    assert "# mine==1.0 was installed from a folder: no index has it" in lines
    assert lines[-2:] == ["theirs @ git+https://example.org/theirs@abc", "numpy==2.0"]
    assert asked(uv) == 0


def test_nothing_imported_is_an_empty_lock(uv: Path) -> None:
    assert lock_requirements(environment()) == ""
