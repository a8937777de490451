"""Runs and verifications from the panel: started, watched, found again, compared."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.support.jupyter_apps import STEPS, NotebookPage

SLOW = (
    ("import time", []),
    ("for i in range(6000):\n    print('tick', i, flush=True)\n    time.sleep(0.1)\ndone = 1", ["step:data"]),
)


def test_run_with_other_parameters_shows_live_states_history_and_comparison(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    runs = lab.section("runs")
    count = runs.get_by_label(re.compile("^count"))
    count.fill("many")
    expect(runs.get_by_text("A whole number is needed.")).to_be_visible()
    expect(runs.get_by_role("button", name="Run", exact=True)).to_be_disabled()
    count.fill("5")
    runs.get_by_role("button", name="Run", exact=True).click()
    jobs = runs.locator(".jp-nb2pipe-Job")
    expect(jobs.nth(0)).to_have_attribute("data-state", "succeeded")
    expect(jobs.nth(0).locator(".jp-nb2pipe-metrics")).to_contain_text("130")
    log = jobs.nth(0).locator(".jp-nb2pipe-log")
    expect(log).to_contain_text("the total is 130")
    assert log.inner_text().count("the total is 130") == 1, "what was printed before is shown again"
    states = lab.section("pipeline").locator(".jp-nb2pipe-Graph-box[data-state=succeeded]")
    expect(states).to_have_count(3)
    lab.section("runs")
    count.fill("3")
    runs.get_by_role("button", name="Run", exact=True).click()
    expect(jobs).to_have_count(2)
    expect(jobs.nth(0)).to_have_attribute("data-state", "succeeded")
    jobs.nth(0).get_by_role("checkbox").check()
    jobs.nth(1).get_by_role("checkbox").check()
    runs.get_by_role("button", name="Compare the two runs").click()
    expect(runs.locator("tr", has_text="total")).to_contain_text("-25")


def test_form_follows_the_saved_notebook(lab: NotebookPage) -> None:
    lab.create("count = 3", "rows = [count]")
    runs = lab.section("runs")
    expect(runs.get_by_role("button", name="Run", exact=True)).to_have_count(0)
    lab.press("tp", 0, None, ["parameters"], [])
    lab.press("td", 1, None, ["parameters"], ["step:data"])
    lab.save()
    expect(runs.get_by_label(re.compile("^count"))).to_have_value("3")
    expect(runs.get_by_role("button", name="Run", exact=True)).to_be_enabled()


def test_running_job_is_found_again_after_a_reload_and_can_be_cancelled(notebook: NotebookPage) -> None:
    notebook.create(*SLOW)
    runs = notebook.section("runs")
    runs.get_by_role("button", name="Run", exact=True).click()
    expect(runs.locator(".jp-nb2pipe-log")).to_contain_text("tick 3")
    notebook.load_again()
    runs = notebook.section("runs")
    job = runs.locator(".jp-nb2pipe-Job").first
    expect(job).to_have_attribute("data-state", "running")
    expect(runs.locator(".jp-nb2pipe-log")).to_contain_text("tick 3")
    job.get_by_role("button", name="Cancel").click()
    expect(job).to_have_attribute("data-state", "cancelled")
    if notebook.server.app == "lab":
        # The next test shall not find this notebook's tab, which the application opens when it likes.
        notebook.reload("lab?reset")


def test_verification_proves_every_value(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    runs = lab.section("runs")
    runs.get_by_role("button", name="Verify", exact=True).click()
    job = runs.locator(".jp-nb2pipe-Job").first
    expect(job).to_have_attribute("data-state", "succeeded", timeout=90_000)
    expect(job).to_contain_text("The package computes what the notebook computes.")
    expect(job.locator("tr[data-status=equal]", has_text="total")).to_have_count(1)


def test_a_renamed_notebook_keeps_its_history_and_is_run_under_its_new_name(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    runs = lab.section("runs")
    runs.get_by_role("button", name="Run", exact=True).click()
    expect(runs.locator(".jp-nb2pipe-log")).to_contain_text("the total is")
    name = f"renamed-{lab.name}"
    with lab.page.expect_request(
        lambda request: "api/parameters" in request.url and request.post_data_json["path"] == name
    ):
        lab.page.evaluate("async name => { await window.jupyterapp.shell.currentWidget.context.rename(name); }", name)
    succeeded = runs.locator(".jp-nb2pipe-Job[data-state=succeeded]")
    expect(succeeded).to_have_count(1)
    runs.get_by_role("button", name="Run", exact=True).click()
    expect(succeeded).to_have_count(2)


def test_runs_of_a_notebook_behind_a_symbolic_link_are_shown(lab: NotebookPage) -> None:
    lab.server.path("real").mkdir(exist_ok=True)
    lab.server.path("linked").symlink_to(lab.server.path("real"), target_is_directory=True)
    lab.server.write_notebook(*STEPS, name="real/behind.ipynb")
    lab.open("linked/behind.ipynb")
    runs = lab.section("runs")
    runs.get_by_role("button", name="Run", exact=True).click()
    expect(runs.locator(".jp-nb2pipe-Job").first).to_have_attribute("data-state", "succeeded")


def test_log_has_colours_and_the_last_state_of_progress_bars(lab: NotebookPage) -> None:
    lab.create(
        ("print('\\x1b[31mred\\x1b[0m and <b>bold</b>')\nprint('10%\\r100%')\nx = 1", ["step:data"]),
    )
    runs = lab.section("runs")
    runs.get_by_role("button", name="Run", exact=True).click()
    log = runs.locator(".jp-nb2pipe-log")
    expect(log.locator(".ansi-red-fg")).to_have_text("red")
    expect(log).to_contain_text("red and <b>bold</b>")
    expect(log).to_contain_text("100%")
    expect(log).not_to_contain_text("10%100%")
