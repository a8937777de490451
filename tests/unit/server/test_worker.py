"""One analyst, many requests: the newest counts, and a lost analyst costs one request."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from nb2pipe.server.frames import Reply, Task
from nb2pipe.server.wire.checking import CheckRequest
from nb2pipe.server.worker import AnalystError, Lane
from tests.unit.server.conftest import Ask, live


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane(patience=30)
    yield lane
    lane.close()


def check_task(*cells: str, version: int = 1) -> Task:
    request = CheckRequest(notebook=live(*cells), client="window", version=version)
    return Task(name="check", body=msgspec.json.encode(request), path="/nowhere/nb.ipynb", root="/nowhere")


def version_of(reply: Reply | None) -> int | None:
    return None if reply is None else msgspec.json.decode(reply.body)["version"]


async def test_waiting_tasks_give_way_to_newer_ones_of_their_key(lane: Lane) -> None:
    tasks = [lane.answer(check_task("x = 1", version=version), key="one", version=version) for version in range(4)]
    other = lane.answer(check_task("x = 1", version=9), key="other")
    replies = await asyncio.gather(*tasks, other)
    # The first was being answered already when the others came.
    assert [version_of(reply) for reply in replies] in ([0, None, None, 3, 9], [None, None, None, 3, 9])


async def test_older_task_that_comes_late_does_not_take_the_place_of_a_newer(lane: Lane) -> None:
    tasks = [lane.answer(check_task("x = 1", version=v), key="one", version=v) for v in (4, 3, 6, 5)]
    assert [version_of(reply) for reply in await asyncio.gather(*tasks)] in ([4, None, 6, None], [None, None, 6, None])


async def test_a_task_that_takes_too_long_is_given_up_and_the_next_finds_an_analyst() -> None:
    lane = Lane(patience=0.01)
    try:
        with pytest.raises(AnalystError) as caught:
            await lane.answer(check_task("x = 1"))
        assert caught.value.was_slow
        lane._patience = 30
        assert version_of(await lane.answer(check_task("x = 1"))) == 1
    finally:
        lane.close()


async def test_a_crash_costs_only_its_own_request(lane: Lane) -> None:
    await lane.answer(check_task("x = 1"))
    assert lane._process is not None
    os.kill(lane._process.pid, signal.SIGKILL)
    lane._process.wait()
    assert version_of(await lane.answer(check_task("x = 1", version=2))) == 2


async def test_modules_of_a_project_are_never_imported(
    lane: Lane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("libcst", "msgspec", "nb2pipe", "local"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    task = msgspec.structs.replace(
        check_task("from local import *\nimport local\n%run local.py"), path=str(tmp_path / "nb.ipynb")
    )
    assert version_of(await lane.answer(task)) == 1
    assert not (tmp_path / "ran").exists()


async def test_what_is_printed_does_not_reach_the_server_as_an_answer(lane: Lane) -> None:
    # The analysis of a star import asks an installed module, which prints when it is imported.
    reply = await lane.answer(check_task("from this import *\nprint(s)"))
    assert reply is not None
    assert reply.status == 200


async def test_newest_check_of_a_window_is_answered(ask: Ask) -> None:
    def send(version: int) -> object:
        return ask("POST", "check", CheckRequest(notebook=live(f"x = {version}"), client="window", version=version))

    answers = await asyncio.gather(*(send(version) for version in range(5)))
    kinds = [answer["kind"] for _, answer in answers]
    assert kinds[-1] == "checked"
    assert "superseded" in kinds
    assert [answer["version"] for _, answer in answers] == list(range(5))
