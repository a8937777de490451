"""axe-core finds nothing wrong with what we add to the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.conftest import ROOT
from tests.support.jupyter_apps import NotebookPage, until

AXE = ROOT / "node_modules/axe-core/axe.min.js"
CELLS = (
    ("n = 3", ["parameters"]),
    ("rows = list(range(n))", ["step:data"]),
    ("total = sum(rows)", ["step:train", "step:serve"]),
    ("late = missing", []),
)


THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")
SECTIONS = "#nb2pipe-workbench .jp-nb2pipe-Section:not(.lm-mod-hidden)"


@pytest.fixture(autouse=True)
def axe() -> None:
    """Skip where npm's packages are not installed."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci)")


def violations(notebook: NotebookPage, selector: str) -> list[str]:
    """What axe says about a part of the page, one line each."""
    notebook.page.evaluate(AXE.read_text())
    found = notebook.page.evaluate(
        """async selector => (await window.axe.run(selector, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
            rules: { region: { enabled: false }, 'heading-order': { enabled: false } },
        })).violations.flatMap(v => v.nodes.map(node => `${v.id}: ${node.html} ${node.failureSummary}`))""",
        selector,
    )
    return list(found)


def use_theme(lab: NotebookPage, theme: str) -> None:
    lab.page.evaluate(
        "theme => { void window.jupyterapp.commands.execute('apputils:change-theme', { theme }); }", theme
    )
    lab.wait_until("theme => document.body.dataset.jpThemeName === theme", theme)


@pytest.mark.parametrize("theme", THEMES)
def test_panel_rows_and_dialog_in_every_theme(lab: NotebookPage, theme: str) -> None:
    lab.create(*CELLS)
    use_theme(lab, theme)
    lab.section("pipeline")
    expect(lab.page.locator(".jp-nb2pipe-Graph-box").first).to_be_visible()
    lab.section("findings")
    expect(lab.page.locator(".jp-nb2pipe-Finding").first).to_be_visible()
    lab.section("hidden-state")
    lab.section("runs")
    assert violations(lab, SECTIONS) == []
    assert violations(lab, ".jp-nb2pipe-TagRow") == []
    lab.execute("nb2pipe:export")
    dialog = lab.page.get_by_role("dialog")
    expect(dialog).to_contain_text("NB")
    assert violations(lab, ".jp-nb2pipe-Export") == []
    dialog.get_by_role("button", name="Close").click()


def test_dialogs_tooltips_and_suggestions(lab: NotebookPage) -> None:
    lab.create("import json", "late = missing", ("rows = [1]", ["step:data"]))
    lab.page.locator(".jp-Notebook .cm-lintRange").first.hover()
    expect(lab.page.locator(".jp-nb2pipe-Tooltip").first).to_be_visible()
    assert violations(lab, ".cm-tooltip-lint") == []
    lab.page.mouse.move(0, 0)
    lab.section("findings").get_by_role("button", name="Why is NB102 a problem?").click()
    dialog = lab.page.get_by_role("dialog")
    expect(dialog).to_contain_text("undefined-name")
    assert violations(lab, ".jp-nb2pipe-Explanation") == []
    dialog.get_by_role("button", name="Close").click()
    lab.execute("nb2pipe:name-step")
    expect(dialog.get_by_label("Name")).to_be_focused()
    assert violations(lab, ".jp-nb2pipe-StepForm") == []
    lab.page.keyboard.press("Escape")
    lab.execute("nb2pipe:suggest-tags")
    expect(lab.page.locator(".jp-nb2pipe-TagRow-ghost").first).to_be_visible()
    assert violations(lab, ".jp-nb2pipe-TagRow") == []


def test_everything_in_the_panel_is_reached_by_keyboard(lab: NotebookPage) -> None:
    lab.create(*CELLS)
    panel = lab.open_panel()
    lab.section("findings")
    expect(lab.page.locator(".jp-nb2pipe-Finding").first).to_be_visible()
    expect(lab.page.locator(".jp-nb2pipe-Graph-box").first).to_be_visible()
    wanted = panel.locator("button:visible, input:visible, .jp-nb2pipe-Graph-box, .jp-nb2pipe-Graph-drawing")
    panel.locator(".jp-AccordionPanel-title, .lm-AccordionPanel-title").first.focus()
    lab.page.evaluate(
        """() => {
            window.reached = new Set();
            document.addEventListener('focusin', ({ target }) => window.reached.add(target));
        }"""
    )

    def unreached() -> list[str]:
        lab.page.keyboard.press("Tab")
        return wanted.evaluate_all(
            "nodes => nodes.filter(node => !node.disabled && !window.reached.has(node)).map(node => node.outerHTML)"
        )

    # Around the page as often as it takes: what is drawn meanwhile is reached in the next round.
    until(lambda: unreached() == [], lambda: f"never reached: {unreached()}")


def test_rows_and_panel_in_notebook(notebook: NotebookPage) -> None:
    notebook.create(*CELLS)
    notebook.section("findings")
    expect(notebook.page.locator(".jp-nb2pipe-Finding").first).to_be_visible()
    assert violations(notebook, SECTIONS) == []
    assert violations(notebook, ".jp-nb2pipe-TagRow") == []


def test_history_comparison_and_verification_in_every_theme(lab: NotebookPage) -> None:
    lab.create(
        ("n = 3", ["parameters"]), ("rows = list(range(n))", ["step:data"]), ("total = sum(rows)", ["step:train"])
    )
    runs = lab.section("runs")
    jobs = runs.locator(".jp-nb2pipe-Job")
    for count, button in enumerate(("Run", "Run", "Verify"), start=1):
        runs.get_by_role("button", name=button, exact=True).click()
        expect(jobs).to_have_count(count)
        expect(jobs.first).to_have_attribute("data-state", "succeeded")
    expect(runs.get_by_role("region", name="Compared values")).to_be_visible()
    for job in jobs.filter(has=lab.page.get_by_role("checkbox")).all():
        job.get_by_role("checkbox").check()
    runs.get_by_role("button", name="Compare the two runs").click()
    expect(runs.get_by_role("region", name="Two runs side by side")).to_be_visible()
    for theme in reversed(THEMES):
        use_theme(lab, theme)
        assert violations(lab, SECTIONS) == [], theme


def test_settings_form_and_empty_states(lab: NotebookPage) -> None:
    lab.start_lab()
    for name in ("pipeline", "findings", "hidden-state", "runs"):
        lab.section(name)
    assert violations(lab, SECTIONS) == []
    lab.create("1 + 1")
    expect(lab.section("pipeline").locator("li")).to_have_count(3)
    assert violations(lab, SECTIONS) == []
    lab.execute("settingeditor:open", query="Pipeline: checks")
    lab.page.locator(".jp-PluginList-entry", has_text="Pipeline: checks").click()
    expect(lab.page.get_by_label("Severity of NB102")).to_be_visible()
    assert violations(lab, ".jp-nb2pipe-Grades") == []
