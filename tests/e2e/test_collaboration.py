"""Two people in one notebook (jupyter-collaboration): what one of them does, the other one sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.jupyter_apps import NotebookPage, Server, version_of


@pytest.fixture
def other(lab: NotebookPage, server: Server, browser: Any) -> Iterator[NotebookPage]:
    """Another person's page."""
    if version_of("jupyter-collaboration") is None:
        pytest.skip("jupyter-collaboration is not installed (choose an installation by NB2PIPE_JUPYTER_PYTHON)")
    with server.open_page(browser) as page:
        yield page
        page.expect_no_errors()


def test_tags_and_edits_of_one_are_seen_by_the_other(lab: NotebookPage, other: NotebookPage) -> None:
    lab.create(("x = 1", ["step:data"]), "y = x")
    other.open(lab.name)
    expect(other.row(0)).to_have_text("Data")
    lab.press("tt", 1, None, ["step:data"], ["step:train"])
    other.expect_tags(["step:data"], ["step:train"])
    expect(other.row(1)).to_have_text("Train")
    other.write(1, "y = x + lost")
    for page in (lab, other):
        expect(page.page.locator(".jp-Notebook .cm-lintRange-error")).to_have_text("lost")
    other.select(0)
    other.execute("nb2pipe:tag-cells", tag="")
    lab.expect_tags([], ["step:train"])
    expect(lab.page.locator(".jp-nb2pipe-TagRow")).to_have_count(1)


def test_undo_takes_back_only_what_oneself_did(lab: NotebookPage, other: NotebookPage) -> None:
    lab.create("x = 1", "y = x")
    other.open(lab.name)
    lab.press("td", 0, None, ["step:data"], [])
    other.expect_tags(["step:data"], [])
    other.press("tt", 1, None, ["step:data"], ["step:train"])
    lab.expect_tags(["step:data"], ["step:train"])
    lab.select(0)
    lab.execute("notebook:undo-cell-action")
    lab.expect_tags([], ["step:train"])
    other.expect_tags([], ["step:train"])


def test_export_and_run_take_what_is_in_the_shared_document(lab: NotebookPage, other: NotebookPage) -> None:
    lab.create(("x = 1", ["step:data"]), ("y = x", ["step:train"]))
    other.open(lab.name)
    other.write(0, "x = 41")
    lab.wait_until(
        "() => window.jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.source === 'x = 41'"
    )
    runs = lab.section("runs")
    runs.get_by_role("button", name="Run", exact=True).click()
    job = runs.locator(".jp-nb2pipe-Job").first
    expect(job).to_have_attribute("data-state", "succeeded")
    expect(job.locator(".jp-nb2pipe-metrics").first).to_contain_text("41")
    expect(other.section("runs").locator(".jp-nb2pipe-Job")).to_have_count(1)
