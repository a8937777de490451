"""Live notebooks are checked, and what comes back fits the browser."""

from __future__ import annotations

from pathlib import Path

from nb2pipe.server.wire.checking import CheckRequest, Execution
from nb2pipe.server.wire.notebook import LiveCell
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


async def test_rules_have_a_page(ask: Ask) -> None:
    status, answer = await ask("GET", "rules")
    assert status == 200
    assert len({rule["code"] for rule in answer["rules"]}) == len(answer["rules"])
    assert all(rule["why"].startswith(rule["summary"].split()[0]) for rule in answer["rules"])


async def test_hidden_state_is_told(ask: Ask) -> None:
    def cell(id_: str, source: str, count: int) -> LiveCell:
        return LiveCell(id=id_, type="code", source=source, execution_count=count)

    cells = (cell("a", "x = 1", 1), cell("b", "y = x", 3), cell("c", "x = 2", 2))
    _, answer = await ask("POST", "check", request(*cells, executions=[Execution(cell=id_) for id_ in "acb"]))
    assert answer["recorded_order"] == ["a", "c", "b"]
    assert {"cell": "b", "name": "x", "recorded": ["c"], "document": ["a"]} in answer["conflicts"]
    assert {"cell": "b", "state": "stale", "because": ["c"]} in answer["states"]


async def test_proposed_tags(ask: Ask) -> None:
    cells = ("import pandas as pd", "df = pd.read_csv('a.csv')")
    status, answer = await ask("POST", "suggest", {"notebook": live(*cells)})
    assert status == 200
    assert [(proposal["cell"], proposal["tag"]) for proposal in answer["proposals"]] == [("c1", "step:data")]


async def test_graph_of_a_plan_and_of_tags(ask: Ask) -> None:
    data = LiveCell(id="d", type="code", source="rows = [1, 2]", tags=["step:data"])
    train = LiveCell(id="t", type="code", source="score = sum(rows)", tags=["step:train"])
    _, planned = await ask("POST", "graph", {"notebook": live(data, train)})
    assert planned["planned"]
    assert [node["name"] for node in planned["nodes"]] == ["data", "train"]
    assert planned["edges"] == [{"source": "data", "target": "train", "names": ["rows"], "via": "name"}]
    (rows,) = [value for value in planned["values"] if value["name"] == "rows"]
    assert (rows["defined_in"], rows["used_in"]) == (["d"], ["t"])
    broken = LiveCell(id="t", type="code", source="score = sum(rows) + missing", tags=["step:train"])
    _, tagged = await ask("POST", "graph", {"notebook": live(data, broken)})
    assert not tagged["planned"]
    assert [(node["name"], node["state"]) for node in tagged["nodes"]] == [("data", "ok"), ("train", "problem")]
    assert tagged["edges"] == planned["edges"]
    assert tagged["blocking"]


async def test_other_languages_and_double_ids_are_unreadable(ask: Ask) -> None:
    for notebook in (live("x <- 1", language="R"), live(*[LiveCell(id="a", type="code", source="")] * 2)):
        status, answer = await ask("POST", "suggest", {"notebook": notebook})
        assert (status, answer["reason"]) == (422, "unreadable")


async def test_a_fix_is_edits_in_units_of_the_browser(ask: Ask) -> None:
    notebook = live("'😀'\nfrom math import *\nprint(pi)")
    _, checked = await ask("POST", "check", {"notebook": notebook, "client": "a", "version": 1})
    (star,) = [finding for finding in checked["findings"] if finding["code"] == "NB207"]
    assert star["fixable"]
    request = {"notebook": notebook, "code": "NB207", "cell": "c0", "offset": star["start"]["offset"]}
    _, answer = await ask("POST", "fix", request)
    (edit,) = answer["edits"]
    (change,) = edit["changes"]
    units = "'😀'\nfrom math import *\nprint(pi)".encode("utf-16-le")
    fixed = units[: 2 * change["start"]] + change["insert"].encode("utf-16-le") + units[2 * change["end"] :]
    assert fixed.decode("utf-16-le") == "'😀'\nfrom math import pi\nprint(pi)"


async def test_the_projects_configuration_holds(ask: Ask, jp_root_dir: Path) -> None:
    (jp_root_dir / "pyproject.toml").write_text("[tool.nb2pipe]\nignore = ['NB101']\n")
    _, answer = await ask("POST", "check", request("y = x + 1", "x = 1"))
    assert "NB101" not in {finding["code"] for finding in answer["findings"]}


async def test_severities_of_a_window_go_before_those_of_the_project(ask: Ask, jp_root_dir: Path) -> None:
    (jp_root_dir / "pyproject.toml").write_text('[tool.nb2pipe]\nseverity = { undefined-name = "info" }\n')
    cells = ("a = lost", "import os\nb = 1\nimport sys")

    async def severities(wanted: dict[str, str]) -> dict[str, str]:
        _, answer = await ask("POST", "check", request(*cells, severity=wanted))
        return {finding["code"]: finding["severity"] for finding in answer["findings"]}

    assert (await severities({}))["NB102"] == "info"
    assert (await severities({"NB102": "warning"}))["NB102"] == "warning"
    assert "NB102" not in await severities({"NB1": "off"})
    status, problem = await ask("POST", "check", request(*cells, severity={"NB999": "off"}))
    assert status == 400
    assert "severities: no rule 'NB999'" in problem["message"]
