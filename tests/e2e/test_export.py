"""The export dialog: preview, files, refusals."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Locator, Route, expect

from tests.support.jupyter_apps import STEPS, NotebookPage


def test_export_previews_writes_and_tells_what_a_change_means(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    lab.execute("nb2pipe:export")
    dialog = lab.page.get_by_role("dialog", name="Export as a Python Package")
    name = f"totals_{lab.name[3:11]}"
    dialog.get_by_label("Name").fill(name)
    expect(dialog.locator(".jp-nb2pipe-Preview-files")).to_contain_text(f"src/{name}/steps/data.py")
    expect(dialog).to_contain_text("Parameters: count, label")
    assert not lab.server.path(name).exists()
    # The list of files is one stop on the way by keyboard.
    current = dialog.locator(".jp-nb2pipe-Preview-file[aria-current=true]")
    current.focus()
    lab.page.keyboard.press("Home")
    expect(current).to_contain_text(".dockerignore")
    lab.page.keyboard.press("ArrowDown")
    expect(dialog.locator(".jp-nb2pipe-Preview-file").nth(1)).to_be_focused()
    for _ in ("the file", "Close", "Export", "Name"):
        lab.page.keyboard.press("Tab")
    expect(dialog.get_by_label("Name")).to_be_focused()
    lab.page.keyboard.press("Shift+Tab")
    lab.page.keyboard.press("Enter")
    expect(dialog).to_contain_text(f"{name} 0.1.0 is in {name}")
    assert "def train" in lab.server.path(f"{name}/src/{name}/steps/train.py").read_text()
    assert json.loads(lab.server.path(f"{name}/pipeline.json").read_text())["name"] == name
    expect(dialog.get_by_role("button", name="Verify that it computes the same")).to_be_focused()
    # JupyterLab opens no hidden files.
    expect(dialog.get_by_text(f"{name}/.gitignore")).to_be_visible()
    expect(dialog.get_by_role("button", name=f"{name}/.gitignore")).to_have_count(0)
    dialog.get_by_role("button", name=f"{name}/src/{name}/steps/train.py").click()
    expect(dialog).to_have_count(0)
    lab.wait_until("() => window.jupyterapp.shell.currentWidget.context?.path.endsWith('steps/train.py')")


def test_export_again_shows_what_changes_and_never_overwrites_silently(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    name = lab.name.removesuffix(".ipynb").replace("-", "_")
    dialog = open_export(lab)
    dialog.get_by_role("button", name="Export", exact=True).click()
    expect(dialog).to_contain_text(f"{name} 0.1.0 is in {name}")
    dialog.get_by_role("button", name="Close").click()
    lab.write(0, "count = 3\nlabel = 'a'\nfactor = 2")
    lab.write(3, "total = sum(rows) * factor\nprint('the total is', total)")
    dialog = open_export(lab)
    expect(dialog).to_contain_text("Version 0.2.0 after 0.1.0 (minor)")
    expect(dialog.get_by_role("heading", name="What changes")).to_be_visible()
    expect(dialog).to_contain_text("factor")
    dialog.locator(".jp-nb2pipe-Preview-file", has_text="steps/train.py").click()
    expect(dialog.locator(".jp-nb2pipe-Diff-line[data-kind=added]", has_text="* factor")).to_have_count(1)
    dialog.get_by_role("button", name="Close").click()
    step = lab.server.path(f"{name}/src/{name}/steps/train.py")
    step.write_text(step.read_text().replace("sum(rows)", "max(rows)"))
    dialog = open_export(lab)
    expect(dialog.locator(".jp-nb2pipe-Preview-file [data-status=conflict]")).to_have_count(1)
    export = dialog.get_by_role("button", name="Export", exact=True)
    expect(export).to_be_disabled()
    dialog.get_by_label("Overwrite files that somebody edited").check()
    export.click()
    expect(dialog).to_contain_text(f"{name} 0.2.0 is in {name}")
    assert "sum(rows) * factor" in step.read_text()
    dialog.get_by_role("button", name="Close").click()


def open_export(lab: NotebookPage) -> Locator:
    """The dialog, once there is a preview in it."""
    lab.execute("nb2pipe:export")
    dialog = lab.page.get_by_role("dialog")
    expect(dialog.locator(".jp-nb2pipe-Preview-file")).not_to_have_count(0)
    return dialog


def test_an_export_whose_dialog_was_closed_meanwhile_is_told_of(lab: NotebookPage) -> None:
    lab.create(*STEPS)
    name = lab.name.removesuffix(".ipynb").replace("-", "_")
    dialog = open_export(lab)
    with lab.page.expect_request(lambda request: "api/export?" in request.url):
        dialog.get_by_role("button", name="Export", exact=True).click()
    lab.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(lab.page.get_by_text(f"{name} 0.1.0 is in {name}.")).to_be_visible()


def test_export_is_refused_with_the_reason_and_the_cell(lab: NotebookPage) -> None:
    lab.create(("x = lost", ["step:data"]))
    lab.execute("nb2pipe:export")
    dialog = lab.page.get_by_role("dialog")
    expect(dialog).to_contain_text("lost is not defined")
    expect(dialog.get_by_role("button", name="Export", exact=True)).to_be_disabled()
    dialog.get_by_role("button", name="Show the cell").first.click()
    expect(dialog).to_have_count(0)


def test_what_was_changed_in_a_read_only_notebook_is_left_out_and_said_to_be(lab: NotebookPage) -> None:
    lab.page.route(re.compile("api/contents/.*content=1"), answer_read_only, times=1)
    lab.create(*STEPS)
    expect(lab.page.get_by_text("read-only")).to_be_visible()
    lab.select(0)
    lab.execute("nb2pipe:tag-cells", tag="step:skip")
    expect(lab.row(0)).to_have_text("Skip")
    lab.execute("nb2pipe:export")
    expect(lab.page.get_by_text(f"{lab.name} is read-only: what you changed")).to_be_visible()
    dialog = lab.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Parameters: count, label")
    dialog.get_by_role("button", name="Close").click()
    assert lab.tags_on_disk()[0] == ["parameters"]


def answer_read_only(route: Route) -> None:
    """As a server answers whose user may read a file and not write it; who runs tests may be root, who may write all."""
    answer = route.fetch()
    route.fulfill(response=answer, json={**answer.json(), "writable": False})
