"""Runs and verifications: started, watched, found again, cancelled, compared."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nb2pipe.server.jobs.folder import find_folder
from tests.conftest import notebook_json
from tests.unit.server.conftest import Ask

pytestmark = pytest.mark.slow

PIPELINE = (
    ("factor = 2", ["parameters"]),
    ("rows = list(range(8))\nprint('read', len(rows))", ["step:data"]),
    ("score = sum(rows) * factor", ["step:train"]),
)
SLOW = (
    ("import time\nprint('asleep')\nrows = [time.sleep(120) or 1]", ["step:data"]),
    ("score = sum(rows)", ["step:train"]),
)


def save(root: Path, *cells, name: str = "small.ipynb") -> None:
    (root / name).write_text(json.dumps(notebook_json(*cells)))


async def wait_for(ask: Ask, job: dict, *, until, seconds: float = 100) -> dict:
    """The job once it is as wanted."""
    end = time.monotonic() + seconds
    while not until(job):
        assert time.monotonic() < end, job
        await asyncio.sleep(0.1)
        _, job = await ask("GET", f"runs/{job['id']}")
    return job


def has_ended(job: dict) -> bool:
    return job["state"] != "running"


async def test_a_run_goes_from_start_to_history(ask: Ask, jp_root_dir: Path) -> None:
    save(jp_root_dir, *PIPELINE)
    request = {"kind": "run", "path": "small.ipynb", "parameters": {"factor": "3"}}
    status, job = await ask("POST", "runs", request)
    assert (status, job["state"]) == (200, "running")
    job = await wait_for(ask, job, until=has_ended)
    assert (job["state"], job["error"]) == ("succeeded", "")
    assert [(step["name"], step["state"], step["cells"]) for step in job["steps"]] == [
        ("data", "succeeded", ["c1"]),
        ("train", "succeeded", ["c2"]),
    ]
    assert job["steps"][1]["metrics"] == {"score": 84}
    assert job["parameters"] == {"factor": 3}
    assert (jp_root_dir / job["package_directory"] / "pipeline.json").is_file()
    _, log = await ask("GET", f"runs/{job['id']}/log")
    assert "read 8" in log["text"]
    _, rest = await ask("GET", f"runs/{job['id']}/log", params={"step": "data", "after": "5"})
    assert rest["text"] == "8\n"
    _, history = await ask("GET", "runs", params={"path": "small.ipynb"})
    assert [known["id"] for known in history["jobs"]] == [job["id"]]
    _, second = await ask("POST", "runs", {"kind": "run", "path": job["package_directory"]})
    second = await wait_for(ask, second, until=has_ended)
    assert second["state"] == "succeeded", second
    _, compared = await ask("POST", "runs/compare", {"left": job["id"], "right": second["id"]})
    (score,) = compared["metrics"]
    assert (score["name"], score["left"], score["right"], score["difference"]) == ("score", 84, 56, -28)


async def test_history_follows_a_renamed_notebook_and_a_renamed_folder(ask: Ask, jp_fetch, jp_root_dir: Path) -> None:
    (jp_root_dir / "work").mkdir()
    save(jp_root_dir / "work", *PIPELINE)
    _, job = await ask("POST", "runs", {"kind": "run", "path": "work/small.ipynb"})
    names = [("work/small.ipynb", "work/better.ipynb"), ("work", "done")]
    for old, new in names:
        body = json.dumps({"path": new})
        await jp_fetch("api", "contents", *old.split("/"), method="PATCH", body=body)
        job = await wait_for(ask, job, until=has_ended)
    _, history = await ask("GET", "runs", params={"path": "done/better.ipynb"})
    (known,) = history["jobs"]
    assert (known["id"], known["state"], known["path"]) == (job["id"], "succeeded", "done/better.ipynb")
    assert known["directory"] == f"done/runs/{job['id']}"
    assert known["steps"][1]["metrics"] == {"score": 56}
    _, none = await ask("GET", "runs", params={"path": "work/small.ipynb"})
    assert none["jobs"] == []


async def test_the_run_notebook_is_executed_on_demand(ask: Ask, jp_root_dir: Path) -> None:
    save(jp_root_dir, *PIPELINE)
    _, job = await ask("POST", "runs", {"kind": "run", "path": "small.ipynb", "with_notebook": True})
    job = await wait_for(ask, job, until=has_ended)
    assert job["state"] == "succeeded", job
    assert (jp_root_dir / job["executed_notebook"]).is_file()
    assert (jp_root_dir / job["report"]).is_file()


@pytest.fixture
def in_background() -> Iterator[None]:
    """What a shell does to a server that it starts with `&`: the server ignores Ctrl-C, and so do its children."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("in_background")
async def test_a_running_step_is_shown_and_cancelled(ask: Ask, jp_root_dir: Path) -> None:
    save(jp_root_dir, *SLOW)
    _, job = await ask("POST", "runs", {"kind": "run", "path": "small.ipynb"})
    job = await wait_for(ask, job, until=lambda job: [step["state"] for step in job["steps"]] == ["running", "waiting"])
    assert job["progress"] == "running `data`"
    status, job = await ask("POST", f"runs/{job['id']}/cancel", {})
    assert status == 200
    job = await wait_for(ask, job, until=has_ended)
    assert job["state"] == "cancelled"
    # Not ended by force, which would take longer.
    assert find_folder(jp_root_dir, job["id"]).outcome is not None
    assert [step["state"] for step in job["steps"]] == ["cancelled", "skipped"]
    _, again = await ask("POST", f"runs/{job['id']}/cancel", {})
    assert again["state"] == "cancelled"


async def test_verification_says_what_is_equal(ask: Ask, jp_root_dir: Path) -> None:
    save(jp_root_dir, *PIPELINE)
    _, job = await ask("POST", "runs", {"kind": "verify", "path": "small.ipynb"})
    job = await wait_for(ask, job, until=has_ended)
    assert job["state"] == "succeeded", job
    assert job["verification"]["equivalent"]
    assert {"step": "train", "name": "score", "status": "equal", "detail": ""} in job["verification"]["variables"]


async def test_a_refused_notebook_has_its_findings(ask: Ask, jp_root_dir: Path) -> None:
    save(jp_root_dir, ("score = missing + 1", ["step:train"]))
    _, job = await ask("POST", "runs", {"kind": "run", "path": "small.ipynb"})
    job = await wait_for(ask, job, until=has_ended)
    assert job["state"] == "refused"
    assert {finding["cell"] for finding in job["findings"]} == {"c0"}
    assert str(jp_root_dir) not in job["error"]


async def test_a_wrong_parameter_is_said(ask: Ask, jp_root_dir: Path) -> None:
    save(jp_root_dir, *PIPELINE)
    _, job = await ask("POST", "runs", {"kind": "run", "path": "small.ipynb", "parameters": {"factor": "many"}})
    job = await wait_for(ask, job, until=has_ended)
    assert job["state"] == "failed"
    assert "factor" in job["error"]


@pytest.mark.parametrize("id_", ["20260101-000000-abcdef", "abc"])
async def test_unknown_runs_are_not_found(ask: Ask, id_: str) -> None:
    status, _ = await ask("GET", f"runs/{id_}")
    assert status == 404


async def test_events_tell_states_and_log_also_to_who_comes_late(ask: Ask, jp_root_dir: Path, jp_ws_fetch) -> None:
    save(jp_root_dir, *SLOW)
    _, job = await ask("POST", "runs", {"kind": "run", "path": "small.ipynb"})
    await wait_for(ask, job, until=lambda job: job["progress"] == "running `data`")
    socket = await jp_ws_fetch("nb2pipe", "api", "runs", "events")
    await socket.write_message(json.dumps({"follow": job["id"]}))
    events = []
    while {event["kind"] for event in events} != {"job", "log"} or "asleep" not in said(events):
        events.append(json.loads(await asyncio.wait_for(socket.read_message(), 90)))
    assert {event["job"]["id"] for event in events if event["kind"] == "job"} == {job["id"]}
    await ask("POST", f"runs/{job['id']}/cancel", {})
    while events[-1]["kind"] != "job" or events[-1]["job"]["state"] != "cancelled":
        events.append(json.loads(await asyncio.wait_for(socket.read_message(), 90)))
    await hang_up(socket)


async def test_socket_takes_only_its_own_message(jp_ws_fetch) -> None:
    socket = await jp_ws_fetch("nb2pipe", "api", "runs", "events")
    await socket.write_message("{}")
    assert await asyncio.wait_for(socket.read_message(), 60) is None
    socket.close()


def said(events: list[dict]) -> str:
    return "".join(event["text"] for event in events if event["kind"] == "log")


async def hang_up(socket) -> None:
    """Close the socket and wait until the server knows."""
    socket.close()
    while await asyncio.wait_for(socket.read_message(), 60) is not None:
        pass


async def test_the_end_of_the_server_is_not_the_end_of_a_run(ask: Ask, jp_root_dir: Path, jp_serverapp) -> None:
    save(jp_root_dir, *SLOW)
    _, job = await ask("POST", "runs", {"kind": "run", "path": "small.ipynb"})
    await wait_for(ask, job, until=lambda job: job["progress"] == "running `data`")
    await jp_serverapp.extension_manager.stop_all_extensions()
    _, job = await ask("GET", f"runs/{job['id']}")
    assert job["state"] == "running"
    await ask("POST", f"runs/{job['id']}/cancel", {})
    job = await wait_for(ask, job, until=has_ended)
    assert job["state"] == "cancelled"
