"""Live notebooks are checked, and what comes back fits the browser."""

from __future__ import annotations

from nb2pipe.server.wire.checking import CheckRequest
from tests.unit.server.conftest import Ask, live


def request(*cells, version: int = 1, **settings: object) -> CheckRequest:
    return CheckRequest(notebook=live(*cells), client="window", version=version, **settings)


async def test_check_finds_what_is_not_saved(ask: Ask) -> None:
    status, answer = await ask("POST", "check", request("y = x + 1", "x = 1"))
    assert status == 200
    assert answer["kind"] == "checked"
    assert answer["version"] == 1
    assert [(finding["code"], finding["cell"]) for finding in answer["findings"]] == [("NB101", "c0")]


async def test_places_are_in_utf16_units(ask: Ask) -> None:
    _, answer = await ask("POST", "check", request("a = 1\nprint('😀', b)"))
    (finding,) = answer["findings"]
    assert finding["start"] == {"line": 2, "column": 12, "offset": 18}
    assert finding["end"]["offset"] == 19


async def test_a_finding_without_a_fix_has_no_edits(ask: Ask) -> None:
    request = {"notebook": live("y = x + 1", "x = 1"), "code": "NB101", "cell": "c0", "offset": 4}
    assert await ask("POST", "fix", request) == (200, {"title": "", "edits": []})
