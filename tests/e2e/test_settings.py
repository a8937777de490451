"""Settings, changed in the settings editor as a user does, change what is open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.support.jupyter_apps import NotebookPage

SQUIGGLE = ".jp-Notebook .cm-lintRange"


@pytest.fixture
def lab_with_settings(lab: NotebookPage) -> Iterator[NotebookPage]:
    """A notebook with an error and a tag; afterwards the settings are as before."""
    lab.create(("x = lost", ["step:data"]))
    expect(lab.page.locator(SQUIGGLE)).to_have_text("lost")
    yield lab
    for file in (lab.server.settings / "nb2pipe").glob("*"):
        file.unlink()
    lab.start_lab()


def open_settings(lab: NotebookPage, title: str) -> Locator:
    """The form of one plugin, beside the notebook."""
    lab.execute("settingeditor:open", query=title)
    editor = lab.page.locator(".jp-SettingsPanel")
    editor.wait_for()
    lab.page.locator(".jp-PluginList-entry", has_text=title).click()
    return editor


def look_at_notebook(lab: NotebookPage) -> None:
    lab.execute("docmanager:open", path=lab.name)


def test_rules_that_are_left_out_find_nothing(lab_with_settings: NotebookPage) -> None:
    editor = open_settings(lab_with_settings, "Pipeline: checks")
    editor.get_by_role("button", name="Add").last.click()
    editor.locator("input[type=text]").last.fill("NB102")
    look_at_notebook(lab_with_settings)
    expect(lab_with_settings.page.locator(SQUIGGLE)).to_have_count(0)


def test_findings_need_not_be_underlined(lab_with_settings: NotebookPage) -> None:
    editor = open_settings(lab_with_settings, "Pipeline: findings")
    editor.locator("select").first.select_option(label="none")
    look_at_notebook(lab_with_settings)
    expect(lab_with_settings.page.locator(SQUIGGLE)).to_have_count(0)
    findings = lab_with_settings.section("findings").locator(".jp-nb2pipe-Finding")
    expect(findings).to_have_count(1)


def test_colours_are_the_users(lab_with_settings: NotebookPage) -> None:
    editor = open_settings(lab_with_settings, "Pipeline: step tags")
    editor.locator("input[label='Data']").fill("rgb(1, 2, 3)")
    look_at_notebook(lab_with_settings)
    lab_with_settings.wait_until(
        "() => getComputedStyle(document.body).getPropertyValue('--jp-nb2pipe-color-data') === 'rgb(1, 2, 3)'"
    )
