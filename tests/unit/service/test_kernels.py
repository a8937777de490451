from __future__ import annotations

import json
from pathlib import Path

import pytest

from nb2pipe import service
from tests.conftest import notebook_json


@pytest.mark.parametrize(("kernel", "is_told"), [("my-conda-env", True), ("python3", False)])
def test_a_kernel_that_is_not_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kernel: str, *, is_told: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    document = notebook_json(("total = 1 + 1", ["step:data"]), kernelspec={"name": kernel})
    Path("nb.ipynb").write_text(json.dumps(document))
    for notes in (service.export("nb.ipynb").to_dict()["notes"], service.run("nb.ipynb").to_dict()["notes"]):
        assert isinstance(notes, (list, tuple))
        assert [note.partition(",")[0] for note in notes] == [f"the notebook asks for the kernel {kernel!r}"] * is_told
