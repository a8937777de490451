"""`tests/test_command_line.py`: what `python -m` does, and what it leaves behind."""

from __future__ import annotations

TEST_COMMAND_LINE = '''"""`python -m PACKAGE` runs the pipeline and leaves its results behind."""

from __future__ import annotations

import json
import os
import pickle
import re
import sys
import time
from dataclasses import make_dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rehearsal import Command, Rehearsal

from PACKAGE import __main__, __version__
from PACKAGE.__main__ import (
    _claimed,
    _described,
    _draw_without_windows,
    _flags,
    _free_flags,
    _variable,
    _with_numbers,
    _writable,
    main,
)
from PACKAGE.artifacts import file_stems, forget, save, save_results, scalars, write
from PACKAGE.pipeline import STEPS, Step

STARTED = time.perf_counter()


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert __version__ in capsys.readouterr().out


def test_unknown_option_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--lis"])
    assert ended.value.code == 2
    assert "no option '--lis'. Did you mean '--list'?" in capsys.readouterr().err


def test_arguments_are_those_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["PACKAGE", "--list"])
    assert main() == 0
    assert bool(capsys.readouterr().out) is bool(STEPS)


def test_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    assert _writable(str(tmp_path / "runs" / "1")).is_dir()


def test_folder_that_cannot_be_written_is_told_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SystemExit) as ended:
        main(["--out", str(tmp_path / "file" / "out")])
    assert ended.value.code == 2
    assert "argument --out: " in capsys.readouterr().err


def test_folder_of_a_run_that_goes_on_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("fcntl")
    write(tmp_path / "results.json", b"{}")
    monkeypatch.setattr(__main__, "forget", lambda *_: pytest.fail("removes results of a run that goes on"))
    with _claimed(tmp_path), pytest.raises(SystemExit) as ended:
        main(["--out", str(tmp_path)])
    assert ended.value.code == 2
    assert "another run is writing into" in capsys.readouterr().err


def test_interrupted_run_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(parameters: Any, on_step: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "run", run)
    assert main([]) == 130
    assert "interrupted" in capsys.readouterr().err


def test_frames_of_libraries_are_left_out_of_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(__main__, "run", lambda *_, **__: json.loads("no JSON"))
    assert main([]) == 1
    told = capsys.readouterr().err
    assert "__main__.py" in told and "in raw_decode" in told
    assert "in decode" not in told and "in loads" not in told


@pytest.mark.parametrize(("chosen", "used"), [(None, ["Agg"]), ("svg", [])])
def test_figures_need_no_display(chosen: str | None, used: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setitem(sys.modules, "matplotlib", SimpleNamespace(use=heard.append))
    monkeypatch.setenv("MPLBACKEND", chosen or "")
    if chosen is None:
        monkeypatch.delenv("MPLBACKEND")
    _draw_without_windows()
    assert heard == used and os.environ["MPLBACKEND"] == (chosen or "Agg")


@pytest.mark.parametrize(("chosen", "used"), [("", ""), ("svg", "browser")])
def test_plotly_opens_no_browser(chosen: str, used: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plotly = SimpleNamespace(renderers=SimpleNamespace(default="browser"))
    monkeypatch.setitem(sys.modules, "plotly", plotly)
    monkeypatch.setitem(sys.modules, "plotly.io", plotly)
    monkeypatch.setenv("PLOTLY_RENDERER", chosen)
    _draw_without_windows()
    assert plotly.renderers.default == used


@pytest.mark.parametrize("finished", range(len(STEPS) + 1 if STEPS else 0))
def test_failing_step_is_named(
    finished: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(parameters: Any, on_step: Any) -> None:
        for step in STEPS[:finished]:
            on_step(step, {}, 0.0)
        raise KeyError("what went wrong")

    monkeypatch.setattr(__main__, "run", run)
    monkeypatch.setattr(__main__, "_check", lambda *_: None, raising=False)
    assert main([]) == 1
    told = capsys.readouterr().err
    assert "KeyError: 'what went wrong'" in told
    assert f"the step {[*STEPS, STEPS[-1]][finished].name!r} failed" in told


def test_files_are_written_whole_under_names_that_every_file_system_has(tmp_path: Path) -> None:
    stems = file_stems([("a",), ("A",), ("b", "c"), ("x" * 200,)])
    assert stems["a",] == "a" and stems["b", "c"] == "b+c"
    assert len({stem.casefold() for stem in stems.values()}) == 4
    assert max(map(len, stems.values())) == 80
    assert file_stems([("x" * 80,)]) == {("x" * 80,): "x" * 80}
    write(tmp_path / "new" / "file", b"1")
    write(tmp_path / "new" / "file", b"2")
    assert [(file.name, file.read_bytes()) for file in (tmp_path / "new").iterdir()] == [("file", b"2")]


def test_output_that_cannot_be_pickled_is_left_out(tmp_path: Path) -> None:
    step = Step("s", print, {}, (), ("a", "b", "c"), (("a", "b"),))
    refused = save(tmp_path, step, {"a": 1, "b": lambda: 0, "c": lambda: 1})
    assert list(refused) == ["b", "c"] and all("lambda" in reason for reason in refused.values())
    (file,) = (tmp_path / "artifacts" / "s").iterdir()
    assert (file.name, pickle.loads(file.read_bytes())) == ("a+b.pkl", {"a": 1})


def test_results_of_an_earlier_run_go(tmp_path: Path) -> None:
    step = Step("s", print, {}, (), ("a",), (("a",),))
    for name in ("s", "gone", "else"):
        write(tmp_path / "artifacts" / name / "a.pkl", b"")
    forget(tmp_path, [step])
    save_results(tmp_path, {"gone": {}})
    forget(tmp_path, [])
    assert [file.parent.name for file in tmp_path.rglob("*.*")] == ["else"]
    (tmp_path / "results.json").write_text("[")
    forget(tmp_path, [])
    assert not (tmp_path / "results.json").exists()


def test_results_are_written_for_people(tmp_path: Path) -> None:
    text = save_results(tmp_path, {"s": {"ä": 1, "b": [2]}}).read_text(encoding="utf-8")
    assert text == '{\\n  "s": {\\n    "ä": 1\\n  }\\n}\\n'


def test_scalars_are_what_json_can_hold() -> None:
    given = {"a": 1, "b": 1.5, "c": True, "d": "x", "e": float("inf"), "f": [1], "g": None, "h": "x" * 1001}
    assert scalars(given) == {"a": 1, "b": 1.5, "c": True, "d": "x", "e": "inf"}


def test_negative_numbers_are_values() -> None:
    given = ["x", "--a", "-1", "--b", "-.5", "--c=1", "-2e-3", "--flag", "--d", "-inf", "--e", "-x"]
    joined = ["x", "--a=-1", "--b=-.5", "--c=1", "-2e-3", "--flag", "--d=-inf", "--e", "-x"]
    assert _with_numbers(given) == joined


def test_flags_have_dashes_or_underscores_whatever_is_free() -> None:
    taken = {"--out"}
    assert _free_flags("test_size", taken) == ["--test-size", "--test_size"]
    assert _free_flags("_", taken) == ["--_"]
    assert _free_flags("out", taken) == ["--parameter-out"]
    assert _free_flags("test-size", taken) == ["--parameter-test-size"]


def test_parameters_that_differ_in_case_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "Parameters", make_dataclass("Parameters", ["n", "N", "out"]))
    assert _flags() == {"n": ["--n"], "N": ["--N"], "out": ["--parameter-out"]}
    assert [_variable(name) for name in ("n", "N", "out")] == [
        "PACKAGE".upper() + end for end in ("_n", "_N", "_OUT")
    ]


def test_long_defaults_are_cut_in_the_help() -> None:
    assert _described("rate", "float", 0.5).startswith("float, by default 0.5; also $")
    assert _described("share", "str", "5 %").startswith("str, by default '5 %%'; also $")
    assert _described("text", "str", "y" * 58).startswith(f"str, by default '{'y' * 58}'; also $")
    assert _described("text", "str", "y" * 99).startswith(f"str, by default '{'y' * 59}…; also $")


def test_list_names_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [step.name for step in STEPS]
    for line, step in zip(lines, STEPS, strict=True):
        assert all(name in line for name in (*step.inputs, *step.parameters, *step.outputs))


def test_results_are_the_plain_values(rehearsal: Rehearsal, command: Command) -> None:
    assert command.status == 0, command.errors
    assert {step: list(values) for step, values in command.results.items()} == {
        step.name: list(scalars(rehearsal.outputs[step.name])) for step in STEPS
    }


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_outputs_are_stored_or_it_is_said_why_not(step: Any, command: Command) -> None:
    missing = set(step.outputs) - set(command.stored[step.name])
    assert not [name for name in missing if f"{step.name}: {name!r} cannot be stored" not in command.errors]
    assert f"{step.name}  " in command.errors
    assert all(f"{name} = {value!r}" in command.printed for name, value in command.results[step.name].items())


def test_times_are_told_in_the_end(command: Command) -> None:
    lines = re.findall(r"^(\\S+) +(\\d+\\.\\d\\d) s$", command.printed, re.MULTILINE)[-len(STEPS) - 1 :]
    assert [name for name, _ in lines] == [*(step.name for step in STEPS), "total"]
    *parts, total = (float(seconds) for _, seconds in lines)
    assert sum(parts) - 0.01 * len(lines) <= total <= time.perf_counter() - STARTED
'''
