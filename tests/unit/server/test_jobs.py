"""Jobs as their files tell them, whatever became of the server."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from nb2pipe.model.runs import RunRecord, RunState, StepRecord
from nb2pipe.runs.folder import write_record
from nb2pipe.runs.liveness import this_process
from nb2pipe.server.jobs.folder import JobFolder, JobProcess, JobRequest, Outcome, find_folder, make_folder
from nb2pipe.server.jobs.history import list_jobs
from nb2pipe.server.jobs.logs import read_log, tail_offset
from nb2pipe.server.jobs.processes import cancel_job, is_alive
from nb2pipe.server.jobs.reading import read_job
from nb2pipe.server.jobs.watching import JobWatch

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
ID = "20260101-120000-abcdef"


def new_job(root: Path, id_: str = ID, *, age: float = 60) -> JobFolder:
    folder = make_folder(root, id_)
    folder.write(
        "job.json",
        JobRequest(
            id=id_,
            kind="run",
            source=str(root / "nb.ipynb"),
            directory=str(root / "runs" / id_),
            started=(NOW - timedelta(seconds=age)).isoformat(),
            parameters={},
            with_notebook=False,
        ),
    )
    return folder


def state_of(folder: JobFolder, root: Path) -> str:
    return read_job(folder, root=root, now=NOW).state


def test_a_job_without_process_and_outcome_is_lost(tmp_path: Path) -> None:
    assert state_of(new_job(tmp_path), tmp_path) == "lost"


def test_a_job_that_has_just_been_asked_for_is_running(tmp_path: Path) -> None:
    assert state_of(new_job(tmp_path, age=1), tmp_path) == "running"


def test_a_process_is_known_by_more_than_its_number(tmp_path: Path) -> None:
    folder = new_job(tmp_path)
    ours = psutil.Process(os.getpid())
    folder.write("process.json", JobProcess(pid=ours.pid, created=ours.create_time()))
    assert state_of(folder, tmp_path) == "running"
    folder.write("process.json", JobProcess(pid=ours.pid, created=ours.create_time() - 100))
    assert state_of(folder, tmp_path) == "lost"
    cancel_job(folder)  # which must not hit the process that has the number now
    assert not is_alive(folder)


def test_outcome_speaks_of_paths_below_the_root(tmp_path: Path) -> None:
    folder = new_job(tmp_path)
    folder.write("outcome.json", Outcome(state="failed", seconds=1.5, error=f"{tmp_path}/nb.ipynb: broken"))
    job = read_job(folder, root=tmp_path, now=NOW)
    assert (job.state, job.seconds, job.error, job.path) == ("failed", 1.5, "nb.ipynb: broken", "nb.ipynb")


def record(id_: str, state: RunState = RunState.SUCCEEDED) -> RunRecord:
    steps = (StepRecord("train", state, 1.0, metrics={"score": 0.5}),)
    return RunRecord(
        id=id_,
        package="nb",
        version="0.1.0",
        notebook="nb.ipynb",
        notebook_digest="",
        state=state,
        started=NOW.isoformat(),
        seconds=1.0,
        parameters={"alpha": 1},
        steps=steps,
    )


def test_runs_from_the_command_line_are_in_the_history(tmp_path: Path) -> None:
    for id_, state in ((ID, RunState.SUCCEEDED), ("20260101-120001-abcdef", RunState.RUNNING)):
        (tmp_path / "runs" / id_).mkdir(parents=True)
        write_record(tmp_path / "runs" / id_, record(id_, state))
    about = tmp_path / "nb.ipynb"
    (job,) = list_jobs(tmp_path, about=about, now=NOW)
    assert (job.id, job.state, job.parameters, job.directory) == (ID, "succeeded", {"alpha": 1}, f"runs/{ID}")
    assert len(list_jobs(tmp_path, about=about, now=NOW)) == 1
    assert list_jobs(tmp_path, about=tmp_path / "other.ipynb", now=NOW) == []


def test_runs_from_the_command_line_that_were_killed_are_in_the_history(tmp_path: Path) -> None:
    (tmp_path / "runs" / ID).mkdir(parents=True)
    gone = replace(this_process(), created=0.0)
    write_record(tmp_path / "runs" / ID, replace(record(ID, RunState.RUNNING), process=gone))
    (job,) = list_jobs(tmp_path, about=tmp_path / "nb.ipynb", now=NOW)
    assert (job.state, job.error, job.seconds) == ("lost", "", 1.0)


@pytest.mark.parametrize("id_", ["..", "../jobs", "", "20260101-120000-abcdef/..", "x"])
def test_an_id_is_never_a_path(tmp_path: Path, id_: str) -> None:
    new_job(tmp_path)
    assert find_folder(tmp_path, id_) is None


def test_meddled_files_hide_one_job_only(tmp_path: Path) -> None:
    new_job(tmp_path)
    (new_job(tmp_path, "20260101-120001-abcdef").path / "job.json").write_text("{")
    assert [job.id for job in list_jobs(tmp_path, about=None, now=NOW)] == [ID]


def test_log_is_read_on_and_never_within_a_character(tmp_path: Path) -> None:
    path = tmp_path / "output.txt"
    path.write_bytes("aé".encode()[:2])
    first = read_log(path, after=0)
    assert (first.text, first.next) == ("a", 1)
    path.write_bytes("aé😀".encode())
    second = read_log(path, after=first.next)
    assert (second.text, second.next, second.more) == ("é😀", 7, False)
    assert read_log(tmp_path / "absent.txt", after=5).text == ""


def test_tail_begins_with_a_line(tmp_path: Path) -> None:
    path = tmp_path / "output.txt"
    path.write_text("one\ntwo\nthree\n")
    assert tail_offset(path, most=9) == 8
    assert tail_offset(path, most=100) == 0
    path.write_text("10%\r20%\r30%")
    assert tail_offset(path, most=4) == 7


def test_a_log_that_grows_too_fast_is_followed_at_its_end(tmp_path: Path) -> None:
    folder = new_job(tmp_path)
    folder.write("outcome.json", Outcome(state="succeeded"))
    watch = JobWatch(tmp_path)
    folder.output.write_text("first\n")
    assert [event.text for event in watch.news(followed=ID)] == ["first\n"]
    folder.output.write_text("first\n" + "much\n" * 200_000 + "last\n")
    (event,) = watch.news(followed=ID)
    assert event.text.startswith("\n[…]\nmuch\n")
    assert event.text.endswith("much\nlast\n")
    assert watch.news(followed=ID) == []


def test_watch_tells_what_is_new(tmp_path: Path) -> None:
    ended = new_job(tmp_path, "20260101-110000-abcdef")
    ended.write("outcome.json", Outcome(state="succeeded"))
    folder = new_job(tmp_path)
    ours = psutil.Process(os.getpid())
    folder.write("process.json", JobProcess(pid=ours.pid, created=ours.create_time()))
    watch = JobWatch(tmp_path)
    assert [event.job.state for event in watch.news(followed=None)] == ["running"]
    assert watch.news(followed=None) == []
    folder.write("outcome.json", Outcome(state="succeeded"))
    assert [event.job.state for event in watch.news(followed=None)] == ["succeeded"]
    assert watch.news(followed=None) == []
    short = new_job(tmp_path, "20260101-130000-abcdef")
    short.write("outcome.json", Outcome(state="failed"))
    assert [event.job.state for event in watch.news(followed=None)] == ["failed"]


def test_a_lost_job_lasted_until_its_last_word(tmp_path: Path) -> None:
    folder = new_job(tmp_path, age=60)
    folder.output.write_text("tick\n")
    last = (NOW - timedelta(seconds=48)).timestamp()
    os.utime(folder.output, (last, last))
    job = read_job(folder, root=tmp_path, now=NOW)
    assert (job.state, job.seconds) == ("lost", 12.0)


#: Ctrl-C at the moment at which a job begins to import what it needs.
INTERRUPTED_START = """
import os, signal, sys

class Interrupter:
    def find_spec(self, name, path, target=None):
        if name == "nb2pipe.server.jobs.work":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupter())
from nb2pipe.server.jobs.detached import main

sys.exit(main(sys.argv[1:]))
"""


def test_a_job_that_is_cancelled_while_it_starts_says_nothing(tmp_path: Path) -> None:
    folder = new_job(tmp_path)
    command = [sys.executable, "-c", INTERRUPTED_START, str(folder.path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")
