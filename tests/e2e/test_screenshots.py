"""The pictures of docs/jupyterlab.md, taken where `NB2PIPE_SCREENSHOTS` says where they go."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import ROOT
from tests.support.jupyter_apps import NotebookPage

EXAMPLES = ROOT / "example_notebooks"
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"


@pytest.fixture
def studio(lab: NotebookPage, screenshots: Path | None) -> NotebookPage:
    """JupyterLab with the example notebooks and without the file browser."""
    if screenshots is None:
        pytest.skip("no pictures are wanted (NB2PIPE_SCREENSHOTS)")
    shutil.copytree(EXAMPLES, lab.server.root, dirs_exist_ok=True)
    lab.reload("lab?reset")
    lab.execute("application:toggle-left-area")
    return lab


def use_theme(page: NotebookPage, theme: str) -> None:
    page.page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    page.wait_until("theme => document.body.dataset.jpThemeName === theme", theme)


def scroll_to(page: NotebookPage, cell: int) -> None:
    page.select(cell)
    page.page.evaluate(
        "cell => window.jupyterapp.shell.currentWidget.content.widgets[cell].node.scrollIntoView({ block: 'start' })",
        cell,
    )


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_tagged_notebook_with_its_pipeline(studio: NotebookPage, screenshots: Path, theme: str) -> None:
    studio.open("penguins_classification.ipynb")
    use_theme(studio, theme)
    expect(studio.section("pipeline").locator(".jp-nb2pipe-Graph-box")).to_have_count(4)
    scroll_to(studio, 2)
    studio.screenshot(screenshots, f"pipeline-{theme.split()[1].lower()}")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_findings_and_hidden_state(studio: NotebookPage, screenshots: Path, theme: str) -> None:
    studio.open("hidden_state_out_of_order.ipynb")
    use_theme(studio, theme)
    expect(studio.section("findings").locator(".jp-nb2pipe-Finding")).not_to_have_count(0)
    studio.section("hidden-state")
    studio.page.locator(".lm-AccordionPanel-title", has_text="Pipeline").click()
    scroll_to(studio, 4)
    studio.page.locator(".jp-Notebook .cm-lintRange-error").first.hover()
    expect(studio.page.locator(".jp-nb2pipe-Tooltip").first).to_be_visible()
    studio.screenshot(screenshots, f"findings-{theme.split()[1].lower()}")
    studio.page.locator(".lm-AccordionPanel-title", has_text="Pipeline").click()


def test_suggested_steps(studio: NotebookPage, screenshots: Path) -> None:
    path = studio.server.path("untagged.ipynb")
    document = json.loads((EXAMPLES / "penguins_classification.ipynb").read_text())
    for cell in document["cells"]:
        cell["metadata"].pop("tags", None)
    path.write_text(json.dumps(document))
    studio.open("untagged.ipynb")
    use_theme(studio, LIGHT)
    studio.section("pipeline")
    studio.execute("nb2pipe:suggest-tags")
    expect(studio.page.locator(".jp-nb2pipe-TagRow-ghost")).not_to_have_count(0)
    scroll_to(studio, 2)
    studio.screenshot(screenshots, "suggestions-light")


def test_export_dialog(studio: NotebookPage, screenshots: Path) -> None:
    studio.open("penguins_classification.ipynb")
    use_theme(studio, LIGHT)
    studio.execute("nb2pipe:export")
    dialog = studio.page.get_by_role("dialog")
    expect(dialog.locator(".jp-nb2pipe-Preview-files li")).not_to_have_count(0)
    studio.screenshot(screenshots, "export-light")
    dialog.get_by_role("button", name="Close").click()


def test_runs_and_verification(studio: NotebookPage, screenshots: Path) -> None:
    studio.open("penguins_classification.ipynb")
    use_theme(studio, DARK)
    studio.page.locator(".jp-nb2pipe-Workbench").wait_for(state="attached")
    runs = studio.section("runs")
    for title in ("Findings", "Hidden State"):
        section = studio.page.locator(".lm-AccordionPanel-title", has_text=title)
        if section.get_attribute("aria-expanded") == "true":
            section.click()
    for button in ("Verify", "Run"):
        runs.get_by_role("button", name=button, exact=True).click()
        job = runs.locator(f".jp-nb2pipe-Job[data-kind={button.lower()}]").first
        expect(job).to_have_attribute("data-state", "succeeded", timeout=180_000)
    runs.get_by_role("heading", name="History").evaluate("heading => heading.scrollIntoView()")
    studio.screenshot(screenshots, "runs-dark")
