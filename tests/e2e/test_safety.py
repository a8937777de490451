"""What a notebook says is text: markup in cells, names, tags and paths never becomes part of the page."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.support.jupyter_apps import NotebookPage

MARKUP = "<img src=x onerror='window.attacked=1'><script>window.attacked=1</script>"


def test_hostile_notebook_executes_nothing(notebook: NotebookPage) -> None:
    name = notebook.server.write_notebook(
        (f'title = "{MARKUP}"  # {MARKUP}', ["parameters"]),
        (f'rows = [title, """{MARKUP}"""]\nlost = missing', ["step:data", f"step:{MARKUP}"]),
        (f'raise ValueError("{MARKUP}", rows)', ["step:train", MARKUP]),
        name="<img src=x onerror=attacked=1>.ipynb",
    )
    notebook.open(name)
    findings = notebook.section("findings")
    expect(findings.locator(".jp-nb2pipe-Finding").first).to_be_visible()
    expect(notebook.row(1)).to_contain_text("onerror")
    notebook.page.locator(".jp-Notebook .cm-lintRange").first.hover()
    expect(notebook.page.locator(".jp-nb2pipe-Tooltip").first).to_be_visible()
    notebook.section("runs")
    expect(notebook.section("pipeline").locator(".jp-nb2pipe-Graph-box")).not_to_have_count(0)
    box = notebook.section("pipeline").locator(".jp-nb2pipe-Graph-box").first
    box.hover()
    expect(notebook.page.locator(".jp-nb2pipe-Graph-detail")).not_to_be_empty()
    notebook.section("hidden-state")
    findings.get_by_role("button", name=re.compile("^Why is")).first.click()
    notebook.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    notebook.execute("nb2pipe:suggest-tags")
    notebook.execute("nb2pipe:export")
    dialog = notebook.page.get_by_role("dialog")
    expect(dialog).to_contain_text("NB")
    dialog.get_by_role("button", name="Close").click()
    assert notebook.page.evaluate("() => window.attacked") is None
    assert notebook.page.locator("[class*=jp-nb2pipe] img, [class*=jp-nb2pipe] script").count() == 0


def test_hostile_output_and_result_execute_nothing(lab: NotebookPage) -> None:
    lab.create((f'text = "{MARKUP}"\nprint(text)\nraise ValueError(text)', ["step:data"]))
    runs = lab.section("runs")
    runs.get_by_role("button", name="Run", exact=True).click()
    job = runs.locator(".jp-nb2pipe-Job").first
    expect(job).to_have_attribute("data-state", "failed")
    expect(job.locator(".jp-nb2pipe-error").first).to_contain_text("onerror")
    assert lab.page.evaluate("() => window.attacked") is None
    assert lab.page.locator("[class*=jp-nb2pipe] img").count() == 0
