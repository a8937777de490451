"""What goes wrong around a notebook is said in words, and the panel is as before when it has been put right."""

from __future__ import annotations

import json
import re

import psutil
from playwright.sync_api import expect

from tests.conftest import notebook_json
from tests.support.jupyter_apps import STEPS, NotebookPage

ENDLESS = "import time\nfor i in range(6000):\n    print('tick', i, flush=True)\n    time.sleep(0.1)\ndone = 1"


ENDED = "its process ended without a word"


def test_a_broken_configuration_is_told_until_it_is_repaired(lab: NotebookPage) -> None:
    name = lab.server.write_notebook("x = lost", name="broken/a.ipynb")
    config = lab.server.path("broken/pyproject.toml")
    config.write_text("[tool.nb2pipe\n")
    lab.open(name)
    findings = lab.section("findings")
    expect(findings.get_by_role("alert")).to_contain_text("pyproject.toml: this is no TOML")
    expect(lab.section("pipeline").get_by_role("alert")).to_contain_text("pyproject.toml")
    config.write_text("[tool.nb2pipe]\n")
    findings.get_by_role("button", name="Try again").click()
    expect(findings.locator(".jp-nb2pipe-Finding")).to_contain_text("lost is not defined")
    expect(lab.page.locator("#nb2pipe-workbench").get_by_role("alert")).to_have_count(0)


def test_a_notebook_in_another_language_is_told_so(lab: NotebookPage) -> None:
    document = notebook_json("x <- 1")
    # Where there is no kernel of that name, JupyterLab 4.4 asks for another one, over everything else.
    document["metadata"] = {
        "kernelspec": {"name": "python3", "display_name": "R", "language": "R"},
        "language_info": {"name": "R"},
    }
    lab.server.path("other.ipynb").write_text(json.dumps(document))
    lab.open("other.ipynb")
    for name in ("pipeline", "findings", "hidden-state", "runs"):
        expect(lab.section(name)).to_contain_text("The language of this notebook is R; only Python is checked.")
    expect(lab.section("pipeline").get_by_role("button", name="Suggest steps")).to_have_count(0)


def test_somebody_whose_session_has_ended_is_told_to_log_in(lab: NotebookPage) -> None:
    lab.create("x = 1")
    findings = lab.section("findings")
    expect(findings).to_contain_text("Nothing found.")
    forbidden = {"message": "'_xsrf' argument missing from POST", "reason": "forbidden"}
    lab.page.route(re.compile("nb2pipe/api/check"), lambda route: route.fulfill(status=403, json=forbidden))
    lab.write(0, "x = lost")
    expect(findings.get_by_role("alert")).to_contain_text("log in again and load this page anew")
    lab.page.unroute_all()
    findings.get_by_role("button", name="Try again").click()
    expect(findings.locator(".jp-nb2pipe-Finding")).to_contain_text("lost is not defined")
    expect(findings.get_by_role("alert")).to_have_count(0)


def test_a_run_that_is_killed_from_outside_says_what_may_have_happened(lab: NotebookPage) -> None:
    lab.create((ENDLESS, ["step:data"]))
    runs = lab.section("runs")
    runs.get_by_role("button", name="Run", exact=True).click()
    expect(runs.locator(".jp-nb2pipe-log")).to_contain_text("tick 3")
    for process in jobs_below(str(lab.server.root)):
        # Itself first: it would write down how a child of it ended.
        members = process.children(recursive=True)
        for member in (process, *members):
            member.kill()
    job = runs.locator(".jp-nb2pipe-Job").first
    expect(job).to_have_attribute("data-state", "lost")
    expect(job).to_contain_text("Its process ended without a word")
    expect(job.locator(".jp-nb2pipe-Step")).to_have_attribute("data-state", "failed")
    expect(runs.get_by_role("button", name="Run", exact=True)).to_be_enabled()
    (record,) = (
        json.loads(file.read_text()) for file in lab.server.root.glob("runs/*/run.json") if ENDED in file.read_text()
    )
    assert record["state"] == "failed"


def test_a_library_that_the_kernel_lacks_is_named_once_with_its_cell(lab: NotebookPage) -> None:
    lab.create(*STEPS[:2], ("import not_there\nrows.append(not_there.number)", ["step:feature"]))
    runs = lab.section("runs")
    runs.get_by_role("button", name="Run", exact=True).click()
    job = runs.locator(".jp-nb2pipe-Job").first
    expect(job).to_have_attribute("data-state", "failed")
    error = job.locator(".jp-nb2pipe-error")
    expect(error).to_have_count(1)
    expect(error).to_contain_text("No module named 'not_there'")
    expect(error).to_contain_text("comes from cell 2")


def jobs_below(root: str) -> list[psutil.Process]:
    """The processes of runs that were started in a folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        command = " ".join(process.info["cmdline"] or [])
        if "nb2pipe.server.jobs.detached" in command and root in command:
            found.append(process)
    return found
