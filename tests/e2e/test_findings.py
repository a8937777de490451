"""Findings in cells, in the list and in the status bar; hidden state."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.support.jupyter_apps import TOKEN, NotebookPage, until

SQUIGGLE = ".jp-NotebookPanel:not(.lm-mod-hidden) .cm-lintRange"


def test_finding_appears_follows_edits_and_goes(notebook: NotebookPage) -> None:
    notebook.create("first = 1", "second = first + missing")
    squiggle = notebook.page.locator(SQUIGGLE)
    expect(squiggle).to_have_text("missing")
    squiggle.hover()
    tooltip = notebook.page.locator(".jp-nb2pipe-Tooltip")
    expect(tooltip).to_contain_text("missing is not defined")
    notebook.page.mouse.move(0, 0)
    notebook.write(1, "# '🙂'\nsecond = first + first + missing")
    expect(squiggle).to_have_text("missing")
    notebook.write(1, "second = first + first")
    expect(squiggle).to_have_count(0)


def test_squiggles_stay_in_place_while_somebody_types(lab: NotebookPage) -> None:
    lab.create("total = 1 + missing")
    expect(lab.page.locator(SQUIGGLE)).to_have_text("missing")
    lab.page.evaluate(
        """() => {
            window.texts = new Set();
            const look = () => document.querySelectorAll('.jp-Notebook .cm-lintRange').forEach(
                range => window.texts.add(range.textContent));
            new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )
    lab.page.locator(".jp-Notebook .cm-content").first.click()
    lab.page.keyboard.press("Home")
    lab.page.keyboard.type("long_", delay=60)
    expect(lab.page.locator(".jp-Notebook .cm-content").first).to_have_text("long_total = 1 + missing")
    lab.wait_until("() => document.querySelector('.jp-Notebook .cm-lintRange')?.textContent === 'missing'")
    assert lab.page.evaluate("() => [...window.texts]") in ([], ["missing"])


def test_list_filters_and_jumps(notebook: NotebookPage) -> None:
    notebook.create("a = 1", "b = lost", "c = gone")
    findings = notebook.section("findings")
    items = findings.locator(".jp-nb2pipe-Finding")
    expect(items).to_have_count(2)
    findings.get_by_label("Filter findings").fill("gone")
    expect(items).to_have_count(1)
    expect(findings.get_by_role("heading", name="Cell 2")).to_be_visible()
    items.locator(".jp-nb2pipe-Finding-jump").click()
    notebook.wait_until(
        """() => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            const { start, end } = notebook.activeCell.editor.getSelection();
            return notebook.activeCellIndex === 2 && start.column === 4 && end.column === 8;
        }"""
    )
    findings.get_by_label("Filter findings").fill("")
    findings.get_by_role("button", name=re.compile("2 errors")).click()
    expect(items).to_have_count(0)


def test_rule_explains_itself(lab: NotebookPage) -> None:
    lab.create("b = lost")
    lab.section("findings").get_by_role("button", name="Why is NB102 a problem?").click()
    expect(lab.page.get_by_role("dialog")).to_contain_text("NB102 undefined-name")
    lab.page.get_by_role("dialog").get_by_role("button", name="Close").click()


def test_status_bar_counts_and_opens_the_list(lab: NotebookPage) -> None:
    lab.create("b = lost")
    badge = lab.page.get_by_role("button", name="Findings: 1 error, 0 warnings, 0 notes")
    badge.click()
    expect(lab.section("findings")).to_be_visible()


def test_fix_edits_the_cell_and_can_be_undone(lab: NotebookPage) -> None:
    lab.create("# '🙂'\n!pip install --quiet tidy  # once")
    lab.section("findings").get_by_role("button", name="Fix").first.click()
    lab.wait_until(
        "() => window.jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.source.includes('%')"
    )
    assert lab.sources() == ["# '🙂'\n%pip install --quiet tidy  # once"]
    expect(lab.section("findings").get_by_role("button", name="Fix")).to_have_count(0)
    lab.select(0)
    lab.page.keyboard.press("z")
    lab.wait_until(
        "() => window.jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.source.includes('!')"
    )
    assert lab.sources() == ["# '🙂'\n!pip install --quiet tidy  # once"]


def test_fix_that_may_change_values_asks_first(lab: NotebookPage) -> None:
    lab.create("import numpy as np", "noise = np.random.rand(3)")
    before = lab.sources()
    findings = lab.section("findings")
    fix = findings.get_by_role("button", name="Fix…").first
    dialog = lab.page.get_by_role("dialog")
    fix.click()
    expect(dialog).to_contain_text("may compute something else")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    assert lab.sources() == before
    fix.click()
    dialog.get_by_role("button", name="Fix", exact=True).click()
    until(lambda: "seed" in "".join(lab.sources()), lambda: f"the cells are {lab.sources()}")
    expect(fix).to_have_count(0)


def test_fix_of_a_tag_changes_the_tag(lab: NotebookPage) -> None:
    lab.create(("x = 1", ["step:Data", "kept"]))
    lab.section("findings").get_by_role("button", name="Fix").first.click()
    lab.expect_tags(["step:data", "kept"])


def test_hidden_state_shows_what_this_session_made_stale(lab: NotebookPage) -> None:
    lab.create("a = 1", "b = a + 1", with_kernel=True)
    hidden = lab.section("hidden-state")
    expect(hidden).to_have_text("No cell has been run yet.")
    run_cells(lab, 0, 1)
    expect(hidden).to_contain_text("Read from top to bottom")
    lab.write(0, "a = 2")
    expect(hidden).to_contain_text("Cell 0 was edited after it ran")
    lab.select(0)
    lab.execute("notebook:run-cell")
    expect(hidden).to_contain_text("Cell 1 is stale because of Cell 0")
    expect(lab.page.locator(".jp-Notebook .jp-Cell[data-nb2pipe-state=stale]")).to_have_count(1)


def run_cells(page: NotebookPage, first: int, last: int | None = None) -> None:
    """Run cells and wait for them."""
    page.wait_until("() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'")
    page.select(first, last)
    page.execute("notebook:run-cell")
    page.wait_until(
        """([first, last]) => {
            const cells = window.jupyterapp.shell.currentWidget.content.widgets.slice(first, last + 1);
            return cells.every(cell => cell.model.executionState === 'idle' && cell.model.executionCount);
        }""",
        [first, first if last is None else last],
    )


def remembered(page: NotebookPage) -> int:
    """How many executions the page would find again."""
    return page.page.evaluate(
        """() => {
            const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id;
            return JSON.parse(sessionStorage.getItem(`nb2pipe:executions:${kernel}`))?.done.length ?? 0;
        }"""
    )


def watch_what_is_recalled(page: NotebookPage) -> None:
    """Let the next page tell when it has looked up what was run."""
    page.page.add_init_script(
        """const { getItem } = Storage.prototype;
        Storage.prototype.getItem = function (key) {
            // What is done with it is done at once.
            String(key).startsWith('nb2pipe:executions:') && setTimeout(() => { window.recalled = true; });
            return getItem.call(this, key);
        };"""
    )


def last_activity(page: NotebookPage, kernel: str) -> str:
    """When the kernel was last active, as the server says."""
    response = page.page.request.get(
        f"{page.server.url}api/kernels/{kernel}", headers={"Authorization": f"token {TOKEN}"}
    )
    return str(response.json()["last_activity"])


def open_again(page: NotebookPage) -> None:
    """Load the page anew with the notebook and its kernel."""
    page.load_again()
    page.wait_until("() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'")


def test_hidden_state_is_found_again_after_a_reload(notebook: NotebookPage) -> None:
    notebook.create("a = 1", "b = a + 1", with_kernel=True)
    run_cells(notebook, 0, 1)
    run_cells(notebook, 0)
    expect(notebook.section("hidden-state")).to_contain_text("Cell 1 is stale because of Cell 0")
    until(lambda: remembered(notebook) == 3, lambda: f"{remembered(notebook)} executions are remembered")
    notebook.save()
    open_again(notebook)
    expect(notebook.section("hidden-state")).to_contain_text("Cell 1 is stale because of Cell 0")
    if notebook.server.app == "lab":
        notebook.start_lab()


def test_nothing_is_believed_of_a_kernel_that_ran_something_else_meanwhile(lab: NotebookPage) -> None:
    lab.create("a = 1", "b = a + 1", with_kernel=True)
    run_cells(lab, 0, 1)
    lab.write(0, "a = 2")
    expect(lab.section("hidden-state")).to_contain_text("Cell 0 was edited after it ran")
    until(lambda: remembered(lab) == 2, lambda: f"{remembered(lab)} executions are remembered")
    lab.save()
    kernel = lab.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id")
    lab.start_lab()
    memory = lab.page.evaluate("id => sessionStorage.getItem(`nb2pipe:executions:${id}`)", kernel)
    lab.page.evaluate(
        """async id => {
            const kernel = window.jupyterapp.serviceManager.kernels.connectTo({ model: { id, name: '' } });
            await kernel.requestExecute({ code: 'a = 3' }).done;
            kernel.dispose();
        }""",
        kernel,
    )
    until(lambda: last_activity(lab, kernel) != json.loads(memory)["activity"], lambda: "the server has not noticed")
    assert lab.page.evaluate("id => sessionStorage.getItem(`nb2pipe:executions:${id}`)", kernel) == memory
    watch_what_is_recalled(lab)
    open_again(lab)
    lab.wait_until("() => window.recalled === true")
    # What is believed is checked; the next check has it.
    lab.write(1, "b = a + lost")
    expect(lab.page.locator(SQUIGGLE)).to_have_text("lost")
    expect(lab.section("hidden-state")).to_contain_text("Read from top to bottom")
    lab.start_lab()


@pytest.mark.parametrize("mode", ["defer", "full", "none"])
def test_tags_and_squiggles_work_in_every_windowing_mode(lab: NotebookPage, mode: str) -> None:
    cells = [(f"v{i} = lost{i}", ["step:data"]) for i in range(60)]
    lab.server.apply_settings("@jupyterlab/notebook-extension/tracker", {"windowingMode": mode, "kernelShutdown": True})
    try:
        lab.start_lab()
        lab.name = lab.server.write_notebook(*cells)
        lab.execute("docmanager:open", path=lab.name, kernelPreference={"shouldStart": False})
        lab.wait_until("name => window.jupyterapp.shell.currentWidget?.context?.path === name", lab.name)
        lab.page.evaluate("async () => window.jupyterapp.shell.currentWidget.context.ready")
        for there in (50, 3):
            lab.scroll_to(there)
            cell = lab.page.locator(".jp-Notebook .jp-Cell", has_text=f"v{there} = lost{there}")
            expect(cell.locator(".cm-lintRange")).to_have_text(f"lost{there}")
            expect(cell.locator(".jp-nb2pipe-TagRow")).to_have_text("Data")
    finally:
        lab.server.apply_settings("@jupyterlab/notebook-extension/tracker", {"kernelShutdown": True})
        lab.start_lab()


def test_an_open_tooltip_stays_while_the_notebook_is_checked_again(lab: NotebookPage) -> None:
    lab.create("first = 1", "second = first + missing")
    lab.page.locator(SQUIGGLE).hover()
    tooltip = lab.page.locator(".jp-nb2pipe-Tooltip")
    expect(tooltip).to_contain_text("missing is not defined")
    tooltip.evaluate("node => { window.tooltip = node; }")
    lab.write(0, "first = lost")
    expect(lab.page.locator(SQUIGGLE)).to_have_count(2)
    assert lab.page.evaluate("() => window.tooltip.isConnected")
    lab.page.mouse.move(0, 0)


def test_lines_may_end_as_windows_ends_them(lab: NotebookPage) -> None:
    lab.create("a = 1\r\n!pip install --quiet tidy\r\nb = lost")
    expect(lab.page.locator(SQUIGGLE).last).to_have_text("lost")
    findings = lab.section("findings")
    findings.locator(".jp-nb2pipe-Finding-jump", has_text="lost").click()
    lab.wait_until(
        """() => {
            const { start, end } = window.jupyterapp.shell.currentWidget.content.activeCell.editor.getSelection();
            return start.line === 2 && start.column === 4 && end.column === 8;
        }"""
    )
    findings.get_by_role("button", name="Fix").first.click()
    until(lambda: "%pip" in lab.sources()[0], lambda: f"the cells are {lab.sources()}")
    assert lab.sources() == ["a = 1\r\n%pip install --quiet tidy\r\nb = lost"]


def test_two_views_of_a_notebook_show_the_same_and_either_may_be_closed(lab: NotebookPage) -> None:
    lab.create("x = lost")
    lab.execute("docmanager:clone")
    squiggles = lab.page.locator(SQUIGGLE)
    expect(squiggles).to_have_text(["lost", "lost"])
    lab.page.evaluate("() => window.jupyterapp.shell.currentWidget.close()")
    expect(squiggles).to_have_text(["lost"])
    lab.write(0, "x = lost + gone")
    expect(squiggles).to_have_text(["lost", "gone"])
    expect(lab.section("findings").locator(".jp-nb2pipe-Finding")).to_have_count(2)


def test_squiggles_tell_severities_apart_without_colours(lab: NotebookPage) -> None:
    lab.create("x = lost\nfrom os import *")
    error = lab.page.locator(".jp-Notebook .cm-lintRange-error")
    expect(error).to_have_css("text-decoration-style", "wavy")
    expect(lab.page.locator(".jp-Notebook .cm-lintRange-warning").first).to_have_css("text-decoration-style", "dashed")
    lab.page.emulate_media(forced_colors="active")
    expect(error).to_have_css("text-decoration-line", "underline")
    pressed = lab.section("findings").get_by_role("button", name="By cell")
    grounds = "node => getComputedStyle(node).backgroundColor"
    before = pressed.evaluate(grounds)
    pressed.click()
    until(lambda: pressed.evaluate(grounds) != before, lambda: f"the button is {before} whether pressed or not")
    pressed.click()
    lab.page.emulate_media(forced_colors="none")


def test_badge_belongs_to_the_notebook_that_is_looked_at(lab: NotebookPage) -> None:
    lab.create("b = lost")
    badge = lab.page.get_by_role("button", name="Findings: 1 error")
    expect(badge).to_be_visible()
    lab.server.path("plain.txt").write_text("text")
    lab.execute("docmanager:open", path="plain.txt")
    expect(badge).not_to_be_visible()


def test_text_with_several_findings_is_underlined_for_the_worst(lab: NotebookPage) -> None:
    lab.create(("rows = [1]", ["step:data"]), ("print(lost)", ["step:train"]))
    squiggle = lab.page.locator(".jp-Notebook .cm-lintRange-error", has_text="lost")
    # A note is about the whole cell.
    expect(squiggle).to_have_class(re.compile("jp-mod-info"))
    expect(squiggle).to_have_css("text-decoration-style", "wavy")
