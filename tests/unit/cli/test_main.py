from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nb2pipe.cli import main
from tests.conftest import WriteNotebook

COMMANDS = ("check", "fix", "tag", "graph", "export", "sync", "verify", "run")


def run_nb2pipe(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "nb2pipe", *arguments], input=stdin, capture_output=True, check=False)


def test_help_lists_every_command_and_loads_nothing_heavy() -> None:
    probe = (
        "import sys; from nb2pipe.cli import main; main(['--help']);"
        "heavy = {'libcst', 'msgspec', 'rich', 'ruff', 'papermill', 'nbformat', 'json', 'pandas'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)


def test_check_loads_nothing_heavy(write_notebook: WriteNotebook) -> None:
    path = write_notebook("import pandas as pd\nx = 1", "print(x)")
    probe = (
        f"import sys; from nb2pipe.cli import main; main(['check', {str(path)!r}]);"
        "heavy = {'libcst.matchers', 'rich', 'ruff', 'papermill', 'nbformat', 'pandas', 'asyncio'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert f"Example: nb2pipe {command} " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chekc"], "Did you mean 'check'?"),
        (["check"], "Missing argument"),
        (["check", "x.ipynb", "--format", "yaml"], "'yaml' is not one of 'text', 'json'"),
        (["--what"], "No such option"),
        (["export", "absent.ipynb", "--out", "x"], "absent.ipynb: no such file"),
        (["verify", "absent.ipynb"], "absent.ipynb"),
        (["run", "absent.ipynb"], "absent.ipynb"),
        (["tag", "-", "--write"], "--write needs a file"),
        (["graph", "x.ipynb", "--slice", "a", "--dependents", "1"], "exclude each other"),
    ],
)
def test_wrong_request_is_one_message_and_status_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert message in shown.err
    assert shown.out == ""


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"cells": 1}', b"\x89PNG\r\n\x1a\n", b'{"nbformat": 9, "cells": []}']
)
@pytest.mark.parametrize("command", ["check", "tag", "graph", "export", "verify", "run"])
def test_what_is_no_notebook_is_one_line_and_status_2(
    command: str, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.ipynb").write_bytes(data)
    assert main([command, "bad.ipynb"]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("nb2pipe: bad.ipynb: ")
    assert shown.err.count("\n") == 1
    assert shown.out == ""
    assert os.listdir() == ["bad.ipynb"]


def test_notebook_of_another_language_is_refused_with_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "r.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "metadata": {"kernelspec": {"name": "ir"}}, "cells": []}))
    assert main(["check", str(path)]) == 2
    assert "its language is r" in capsys.readouterr().err


def test_interrupt_ends_quietly_with_130() -> None:
    # Where the tests run in the background, children inherit an ignored SIGINT.
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); from nb2pipe.cli import main;"
        "print(flush=True); sys.exit(main(['check', '-']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=20)
    finally:
        process.kill()
        _, error = process.communicate()
    assert (process.returncode, error.strip()) == (130, b"interrupted")


@pytest.mark.skipif(os.name == "nt", reason="the shell's `>&-` closes a stream")
def test_command_works_whose_standard_streams_are_closed(write_notebook: WriteNotebook) -> None:
    command = f"{shlex.quote(sys.executable)} -m nb2pipe check {shlex.quote(str(write_notebook('x = 1')))}"
    for closed, shown in (("2>&-", "no findings"), (">&- 2>&- <&-", "")):
        done = subprocess.run(f"{command} {closed}", shell=True, capture_output=True, text=True, check=False)  # noqa: S602
        assert (done.returncode, done.stdout.strip().endswith(shown)) == (0, True), done


def test_closed_pipe_is_no_error(write_notebook: WriteNotebook) -> None:
    path = write_notebook(*["x = 1"] * 500)
    process = subprocess.Popen(
        [sys.executable, "-m", "nb2pipe", "check", str(path), "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        process.stdout.close()
        error = process.stderr.read()
    assert error == b""


def test_terminal_that_lacks_a_letter_gets_an_escape(write_notebook: WriteNotebook) -> None:
    path = write_notebook('penguins = "🐧"')
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(
        [sys.executable, "-m", "nb2pipe", "graph", str(path)], capture_output=True, env=environment, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b'penguins = "\\U0001f427"' in done.stdout


def test_export_tells_what_became_of_every_cell(
    write_notebook: WriteNotebook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_notebook(
        "#md # Sums",
        ("import math\nx = 1\nx", ["step:data"]),
        ("%matplotlib inline\ny = x + 1", ["step:data"]),
        ("z = y", ["step:skip"]),
        "",
    )
    monkeypatch.chdir(path.parent)
    assert main(["export", "nb.ipynb"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[lines.index("  cell 0       text, in the run notebook") :] == [
        "  cell 0       text, in the run notebook",
        "  cells 1-2    step data",
        "    in 1: shown only in the run notebook: `x`",
        "    in 2: `%matplotlib inline`: left out, it changes no value",
        "  cell 3       stays in the notebook",
        "  cell 4       empty",
    ]
    assert main(["export", "nb.ipynb", "--format", "json"]) == 0
    cells = json.loads(capsys.readouterr().out)["cells"]
    assert [(cell["fate"], cell["step"]) for cell in cells] == [
        ("markdown", None),
        ("step", "data"),
        ("step", "data"),
        ("skip", None),
        ("empty", None),
    ]


def test_re_export_shows_versions_changes_and_conflicts(
    write_notebook: WriteNotebook, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_notebook(("a = 1\nb = a + 1\nprint(b)", ["step:data:load"]))
    assert main(["export", "nb.ipynb", "--check"]) == 1
    assert main(["export", "nb.ipynb"]) == 0
    assert main(["export", "nb.ipynb", "--check"]) == 0
    assert "nothing would change" in capsys.readouterr().out
    step = tmp_path / "nb" / "src" / "nb" / "steps" / "data.py"
    step.write_text(step.read_text().replace("b = a + 1", "b = a + 2"))
    write_notebook(("a = 1\nb = a + 3\nprint(b)", ["step:data:load"]))
    assert main(["export", "nb.ipynb"]) == 1
    shown = capsys.readouterr()
    assert "nb 0.1.0 -> 0.1.1 in nb" in shown.out
    assert "patch: Step `load`: code changed." in shown.out
    assert "conflict in nb/src/nb/steps/data.py" in shown.err
    assert main(["export", "nb.ipynb"]) == 2
    assert main(["export", "nb.ipynb", "--force", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == "0.1.1"


def test_sync_shows_what_it_brings_back_and_what_it_cannot(
    write_notebook: WriteNotebook, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_notebook(("a = 1\nb = a + 1\nprint(b)", ["step:data:load"]))
    assert main(["export", "nb.ipynb"]) == 0
    step = tmp_path / "nb" / "src" / "nb" / "steps" / "data.py"
    step.write_text(step.read_text().replace("b = a + 1", "b = a + 2"))
    assert main(["sync", "nb"]) == 0
    assert "cell 0\n" in capsys.readouterr().out
    assert main(["sync", "nb", "--write"]) == 0
    assert "1 edit brought into 1 cell of" in capsys.readouterr().out
    step.write_text(step.read_text().replace('"""', '"""New: ', 1).replace("    return", "    return 1 +"))
    assert main(["sync", "nb", "--format", "json"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert [edit["cell"] for edit in shown["edits"]].count(None) >= 1


def test_no_color_where_it_is_not_wanted(
    write_notebook: WriteNotebook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write_notebook("print(x)"))
    monkeypatch.setattr("click._compat.isatty", lambda _: True)
    main(["check", path])
    assert "\x1b[31m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["check", path])
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_finds_no_room_is_an_error_in_words(write_notebook: WriteNotebook) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "nb2pipe", "check", str(write_notebook("print(x)"))]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.decode().strip()) == (
        2,
        "nb2pipe: cannot write the output: " + os.strerror(28),
    )


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs to see when processes are started")
def test_interrupt_while_processes_start_is_as_quiet(tmp_path: Path, write_notebook: WriteNotebook) -> None:
    notebook = write_notebook(*["x = 1"] * 300).read_bytes()
    for number in range(20):
        (tmp_path / f"{number}.ipynb").write_bytes(notebook)
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); from nb2pipe.cli import main;"
        "sys.exit(main(['check', sys.argv[1]]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    # The second child is the process that imports what all workers need.
    while process.poll() is None and len(children.read_text().split()) < 2:
        time.sleep(0.01)
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert (process.returncode, error.strip()) == (130, b"interrupted")
