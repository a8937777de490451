from __future__ import annotations

import json
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace

import psutil
import pytest

from nb2pipe.errors import RunError, UsageError, WorkspaceError
from nb2pipe.model.runs import RunState
from nb2pipe.runs.engine import Unwatched
from nb2pipe.runs.folder import read_record
from nb2pipe.runs.inline import InlineEngine
from nb2pipe.runs.liveness import this_process


class Listener(Unwatched):
    """Remembers what it heard."""

    def __init__(self):
        self.heard = []

    def started(self, step):
        self.heard.append(f"started {step}")

    def printed(self, step, text):
        self.heard += [f"{step}: {text.strip()}"] if text.strip() else []

    def ended(self, record):
        self.heard.append(f"{record.state} {record.name}")


def test_run_stores_artifacts_metrics_and_record(tiny_run, clock):
    listener = Listener()
    record = InlineEngine().run(tiny_run, now=clock, watcher=listener)
    assert record.state is RunState.SUCCEEDED
    assert record.parameters == {"size": 4, "factor": 2.0}
    assert record.steps[1].metrics == {"half": 56.0}
    assert [artifact.path for artifact in record.steps[0].artifacts] == ["artifacts/data/alias+rows.pkl"]
    assert all(step.seconds >= 1 for step in record.steps)
    assert listener.heard == ["started data", "data: rows made", "succeeded data", "started train", "succeeded train"]
    assert (tiny_run.folder / "logs" / "data.txt").read_text() == "rows made\n"
    assert read_record(tiny_run.folder) == record


def test_record_is_there_while_the_first_step_runs(tiny_run, clock):
    class Reader(Unwatched):
        def started(self, step):  # noqa: ARG002
            seen.append(read_record(tiny_run.folder))

    seen = []
    InlineEngine().run(tiny_run, now=clock, watcher=Reader())
    assert [(record.state, len(record.steps)) for record in seen] == [(RunState.RUNNING, 0), (RunState.RUNNING, 1)]
    assert seen[0].process == this_process()


def test_record_says_what_kept_a_step_from_being_started(tiny_run, clock):
    with pytest.raises(RunError, match="can't start"):
        InlineEngine().run(replace(tiny_run, python="/not/there/python"), now=clock)
    record = read_record(tiny_run.folder)
    assert record.state is RunState.FAILED
    assert "can't start" in record.error


def test_objects_of_one_artifact_stay_one_object(tiny_run, clock):
    InlineEngine().run(tiny_run, now=clock)
    stored = pickle.loads((tiny_run.folder / "artifacts/data/alias+rows.pkl").read_bytes())  # noqa: S301
    assert stored["alias"] is stored["rows"]


def test_overrides_reach_the_steps(tiny_run, clock):
    record = InlineEngine().run(replace(tiny_run, overrides={"size": 2}), now=clock)
    assert record.parameters == {"size": 2, "factor": 2.0}
    assert record.steps[1].metrics == {"half": 102.0}


def test_unknown_parameter_is_refused_with_a_suggestion(tiny_run, clock):
    with pytest.raises(UsageError, match=r"no parameter 'sise' in tiny; known: factor, size\. Did you mean 'size'\?"):
        InlineEngine().run(replace(tiny_run, overrides={"sise": 2}), now=clock)


def test_failing_step_skips_the_rest_and_names_file_line_and_cell(make_run, make_step, clock):
    run = make_run(
        "def first():\n    helper()\n\ndef helper():\n    raise KeyError('price')\n\ndef second():\n    pass\n",
        make_step("first", cells=(3, 5)),
        make_step("second"),
    )
    record = InlineEngine().run(run, now=clock)
    assert record.state is RunState.FAILED
    assert [step.state for step in record.steps] == [RunState.FAILED, RunState.SKIPPED]
    assert record.steps[0].error == (
        "KeyError: 'price'\n"
        "  at src/tiny/steps.py:2 in first\n"
        "  at src/tiny/steps.py:5 in helper\n"
        "  step 'first' comes from cells 3, 5 of tiny.ipynb"
    )
    log = (run.folder / record.steps[0].log).read_text()
    assert "KeyError: 'price'" in log
    assert "inside/step.py" not in log


def test_async_step_is_awaited(make_run, make_step, clock):
    source = "import asyncio\n\nasync def fetch():\n    await asyncio.sleep(0)\n    return 7\n"
    record = InlineEngine().run(make_run(source, make_step("fetch", outputs=("n",), is_async=True)), now=clock)
    assert record.steps[0].metrics == {"n": 7}


_UNPICKLABLE = """
import threading

class Client:
    def __init__(self):
        self._ssl = threading.Lock()

def load():
    return {'a': 1, 'client': Client()}, 7

def use(config):
    return 1
"""


def test_unpicklable_output_is_named_down_to_the_culprit(make_run, make_step, clock):
    load = make_step("load", outputs=("config", "n"), artifacts=(("config",), ("n",)))
    run = make_run(_UNPICKLABLE, load, make_step("use", inputs={"config": "load"}, outputs=("one",)))
    record = InlineEngine().run(run, now=clock)
    assert "output 'config' can't be stored: config['client']._ssl is of type lock" in record.steps[0].error
    assert not list(run.folder.glob("artifacts/*/*"))


def test_unpicklable_output_that_no_step_takes_is_left_out(make_run, make_step, clock):
    load = make_step("load", outputs=("config", "n"), artifacts=(("config", "n"),))
    run = make_run(_UNPICKLABLE, load)
    record = InlineEngine().run(run, now=clock)
    assert record.state is RunState.SUCCEEDED
    assert [each.names for each in record.steps[0].artifacts] == [("n",)]
    log = (run.folder / record.steps[0].log).read_text()
    assert "config['client']._ssl is of type lock" in log
    assert "no step takes it" in log


def test_crash_is_reported_with_its_signal(make_run, make_step, clock):
    source = "import os, signal\n\ndef crash():\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    record = InlineEngine().run(make_run(source, make_step("crash")), now=clock)
    assert record.steps[0].error == "the process was ended by SIGKILL; was there enough memory?"


def test_step_that_takes_too_long_is_ended(make_run, make_step, clock):
    run = make_run("def wait():\n    while True:\n        pass\n", make_step("wait"), timeout=0.5)
    record = InlineEngine().run(run, now=clock)
    assert (record.steps[0].state, record.steps[0].error) == (RunState.FAILED, "did not end within 0.5 s")


@contextmanager
def files_of_at_most(size):
    """As on a disk that gets full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_log_that_finds_no_room_fails_its_step(make_run, make_step, clock):
    run = make_run("def speak():\n    print('x' * 200_000)\n", make_step("speak"), make_step("never"))
    with files_of_at_most(100_000):
        record = InlineEngine().run(run, now=clock)
    assert record.steps[0].error == f"{run.folder}/logs/speak.txt: can't be written: File too large"
    states = [json.loads((run.folder / "run.json").read_text())["state"], *(step.state for step in record.steps)]
    assert states == [RunState.FAILED, RunState.FAILED, RunState.SKIPPED]


def test_artifact_that_finds_no_room_is_named_and_leaves_no_half_file(make_run, make_step, clock):
    run = make_run("def fill():\n    return bytes(200_000)\n", make_step("fill", outputs=("data",)))
    with files_of_at_most(100_000):
        record = InlineEngine().run(run, now=clock)
    assert record.steps[0].error.startswith(
        f"OSError: [Errno 27] File too large: '{run.folder}/artifacts/fill/data.pkl'"
    )
    assert not list((run.folder / "artifacts" / "fill").iterdir())


def test_step_that_patches_json_still_tells_what_came_of_it(make_run, make_step, clock):
    code = "import json\n\ndef load():\n    json.dumps = lambda *_, **__: 'patched'\n    return json.dumps(1)\n"
    run = make_run(code, make_step("load", outputs=("x",)))
    record = InlineEngine().run(run, now=clock)
    assert record.steps[0].metrics == {"x": "patched"}


def test_sys_exit_is_a_failure(make_run, make_step, clock):
    record = InlineEngine().run(make_run("def stop():\n    raise SystemExit(3)\n", make_step("stop")), now=clock)
    assert record.steps[0].error.startswith("SystemExit: the step called sys.exit(3)")


def test_ctrl_c_kills_the_step_and_is_recorded(make_run, make_step, clock, tmp_path):
    source = (
        "import os, pathlib, time\n\ndef sleep():\n"
        f"    pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid()))\n    time.sleep(60)\n"
    )
    run = make_run(source, make_step("sleep"), make_step("never"))

    def interrupt():
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    record = InlineEngine().run(run, now=clock)
    thread.join()
    assert [step.state for step in record.steps] == [RunState.CANCELLED, RunState.SKIPPED]
    assert json.loads((run.folder / "run.json").read_text())["state"] == "cancelled"
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


RUN_ALONE = """\
import pickle, sys
from datetime import UTC, datetime
from nb2pipe.runs.inline import InlineEngine
with open(sys.argv[1], "rb") as file:
    request = pickle.load(file)
InlineEngine().run(request, now=lambda: datetime.now(UTC))
"""


@pytest.mark.slow
def test_the_step_and_its_children_end_with_a_run_that_is_killed(make_run, make_step, tmp_path):
    source = (
        "import os, pathlib, subprocess, sys, time\n\ndef sleep():\n"
        "    child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"    pathlib.Path({str(tmp_path / 'pids')!r}).write_text(f'{{os.getpid()}} {{child.pid}} end')\n"
        "    time.sleep(60)\n"
    )
    (tmp_path / "request.pkl").write_bytes(pickle.dumps(make_run(source, make_step("sleep"))))
    ours = subprocess.Popen([sys.executable, "-c", RUN_ALONE, str(tmp_path / "request.pkl")])
    pids = tmp_path / "pids"
    while not pids.exists() or not pids.read_text().endswith("end"):
        assert ours.poll() is None
        time.sleep(0.02)
    ours.kill()
    ours.wait()
    for pid in map(int, pids.read_text().split()[:2]):
        deadline = time.monotonic() + 10
        while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_step_finds_nothing_at_its_standard_input(make_run, make_step, clock):
    source = "import sys\n\ndef read():\n    text = sys.stdin.read()\n    return text\n"
    record = InlineEngine().run(make_run(source, make_step("read", outputs=("text",))), now=clock)
    assert (record.steps[0].error, record.steps[0].metrics) == ("", {"text": ""})


def test_folder_of_another_run_is_refused(tiny_run, clock):
    tiny_run.folder.mkdir()
    (tiny_run.folder / "run.json").write_text("{}")
    with pytest.raises(WorkspaceError, match="already holds a run"):
        InlineEngine().run(tiny_run, now=clock)


def test_folder_that_cannot_be_made_is_reported(tiny_run, clock, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="can't be written"):
        InlineEngine().run(replace(tiny_run, folder=tmp_path / "file" / "run"), now=clock)


def test_steps_see_the_users_modules_and_not_the_workers(make_run, make_step, clock, root):
    (root / "inside.py").write_text("mine = 'inside'\n")
    (root / "worker.py").write_text("mine = 'worker'\n")
    source = (
        "import inside, os, sys, worker\n\ndef look():\n"
        "    return f'{inside.mine} {worker.mine} {os.getcwd()} {len(sys.argv)}'\n"
    )
    record = InlineEngine().run(make_run(source, make_step("look", outputs=("seen",))), now=clock)
    assert record.steps[0].metrics == {"seen": f"inside worker {root.resolve()} 1"}


def test_parameters_are_computed_once_for_all_steps(make_run, make_step, clock):
    source = "def one(stamp):\n    return stamp\n\ndef two(stamp):\n    return stamp\n"
    run = make_run(
        source,
        make_step("one", parameters=("stamp",), outputs=("a",)),
        make_step("two", parameters=("stamp",), outputs=("b",)),
        parameters="stamp: float = field(default_factory=time.time)",
    )
    record = InlineEngine().run(run, now=clock)
    assert record.steps[0].metrics["a"] == record.steps[1].metrics["b"] == record.parameters["stamp"]


def test_names_that_differ_in_case_only_get_files_of_their_own(make_run, make_step, clock):
    run = make_run("def split():\n    return 1, 2\n", make_step("split", outputs=("X", "x")))
    record = InlineEngine().run(run, now=clock)
    assert len({artifact.path.casefold() for artifact in record.steps[0].artifacts}) == 2


def test_nan_metric_leaves_the_record_valid_json(make_run, make_step, clock):
    run = make_run("def loss():\n    return float('nan')\n", make_step("loss", outputs=("value",)))
    InlineEngine().run(run, now=clock)
    text = (run.folder / "run.json").read_text()
    assert json.loads(text, parse_constant=pytest.fail)["steps"][0]["metrics"] == {"value": "nan"}


def test_interpreter_that_does_not_exist_is_named(tiny_run, clock):
    from nb2pipe.errors import RunError

    with pytest.raises(RunError, match="can't start /nowhere/python"):
        InlineEngine().run(replace(tiny_run, python="/nowhere/python"), now=clock)
