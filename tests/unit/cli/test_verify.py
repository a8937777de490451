"""`nb2pipe verify` as somebody at a terminal, or a job that reads its JSON, sees it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nb2pipe.cli import main
from tests.conftest import WriteNotebook

DATA = ("x = [1, 2, 3]", ["step:data"])


@pytest.mark.parametrize(
    ("source", "options", "error"),
    [
        ("x[5]", [], (2, "cell 1, line 2: IndexError: list index out of range")),
        ("open('nowhere.csv')", [], (2, "cell 1, line 2: FileNotFoundError: [Errno 2]")),
        ("import os\nos._exit(3)", [], (None, "cell 1: the kernel's process ended with status 3")),
        ("while x:\n    pass", ["--timeout", "1"], (None, "cell 1: did not end within 1 s")),
    ],
    ids=["raises", "misses a file", "ends the kernel", "never ends"],
)
def test_notebook_that_does_not_run_is_a_document_with_the_reason(
    write_notebook: WriteNotebook,
    capsys: pytest.CaptureFixture[str],
    source: str,
    options: list[str],
    error: tuple[int | None, str],
) -> None:
    path = write_notebook(DATA, (f"y = sum(x)\n{source}", ["step:train"]))
    assert main(["verify", str(path), "--format", "json", *options]) == 2
    shown = capsys.readouterr()
    document = json.loads(shown.out)
    assert (document["equivalent"], document["steps"]) == (False, [])
    assert document["error"]["kind"] == "notebook-failed"
    assert (document["error"]["cell"], document["error"]["line"]) == (1, error[0])
    assert error[1] in document["error"]["message"]
    assert error[1] in shown.err


def test_document_of_a_refusal_claims_no_proof(
    write_notebook: WriteNotebook, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_notebook(DATA, ("y = ", ["step:train"]))
    assert main(["verify", str(path), "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["equivalent"], document["refused"]) == (False, True)


def test_edited_package_is_compared_and_the_edit_named(
    write_notebook: WriteNotebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = write_notebook(DATA, ("m = max(x)\ny = m + 1", ["step:train"]), ("z = [y]", ["step:train:last"]))
    package = tmp_path / "package"
    assert main(["export", str(notebook), "--out", str(package)]) == 0
    step = package / "src" / "nb" / "steps" / "train.py"
    text = step.read_text().replace("m = max(x)", "largest = max(x)").replace("(m, y)", "(largest, y)")
    step.write_text(text.replace("y = m + 1", "y = largest + 1"))
    assert main(["verify", str(notebook), "--package", str(package)]) == 0
    step.write_text(step.read_text().replace("largest + 1", "largest + 2"))
    capsys.readouterr()
    assert main(["verify", str(notebook), "--package", str(package), "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    found = {step["step"]: step["variables"][-1] for step in document["steps"]}
    assert found["train"]["detail"] == "y: 4 != 5"
    assert found["train"]["cell"] == 1
    place = next(i for i, line in enumerate(step.read_text().splitlines(), 1) if "y = largest + 2" in line)
    assert found["train"]["cause"] == (f"edited since the export: src/nb/steps/train.py, line {place}: y = largest + 2")
    assert found["last"]["cause"] == "y of step 'train', which this step takes, differs already"


def test_package_of_another_state_of_the_notebook_is_refused(
    write_notebook: WriteNotebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = write_notebook(DATA, ("y = sum(x)", ["step:train"]))
    assert main(["export", str(notebook), "--out", str(tmp_path / "package")]) == 0
    write_notebook(DATA, ("y = sum(x)", ["step:train:other"]))
    assert main(["verify", str(notebook), "--package", str(tmp_path / "package")]) == 2
    assert "exported from another state of the notebook" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_who_is_told_to_end_leaves_no_process_and_no_file(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    body = f"import os, time\nopen({str(mark)!r}, 'w').write(str(os.getpid()))\nx = time.sleep(60)"
    notebook = write_notebook((body, ["step:data"]))
    places = tmp_path / "places"
    places.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "nb2pipe", "verify", str(notebook), "--format", "json"],
        env={**os.environ, "TMPDIR": str(places)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        while not mark.exists() or not mark.read_text():
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(out)["error"]["kind"] == "keyboard-interrupt"
    assert list(places.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
