"""A notebook of 5,000 cells: it opens, its findings are found, its cells are tagged, and the page answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.support.jupyter_apps import NotebookPage

CELLS = 5000
TAGGED = [(f"v{i} = {i}", ["step:data"]) for i in range(CELLS - 2)]
TRACKER = "@jupyterlab/notebook-extension/tracker"
#: Tells in `window.longest` for how many milliseconds the page did not answer.
BEAT = """() => {
    window.longest = 0;
    let last = performance.now();
    const beat = () => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
        window.beating = setTimeout(beat, 20);
    };
    beat();
}"""


@pytest.fixture(params=["defer", "full", "contentVisibility"])
def large(lab: NotebookPage, request: pytest.FixtureRequest) -> Iterator[NotebookPage]:
    """Such a notebook, opened in a windowing mode; afterwards the page is as before."""
    lab.name = lab.server.write_notebook("first = lost", *TAGGED, "!pip install x\nlast = first + gone")
    lab.server.apply_settings(TRACKER, {"windowingMode": request.param, "kernelShutdown": True})
    lab.start_lab()
    lab.execute("docmanager:open", path=lab.name, kernelPreference={"shouldStart": False})
    lab.wait_until(
        """([name, count]) => {
            const panel = window.jupyterapp.shell.currentWidget;
            return panel?.context?.path === name && panel.context.isReady && panel.content.widgets.length === count;
        }""",
        [lab.name, CELLS],
    )
    yield lab
    lab.server.apply_settings(TRACKER, {"kernelShutdown": True})
    lab.start_lab()


def test_notebook_of_5000_cells(large: NotebookPage, request: pytest.FixtureRequest) -> None:
    large.page.evaluate(BEAT)
    findings = large.section("findings").locator(".jp-nb2pipe-Finding")
    expect(findings.filter(has_text="lost")).to_have_count(1)
    expect(findings.filter(has_text="gone")).to_have_count(1)
    expect(squiggle(large, "lost")).to_be_in_viewport()
    expect(large.row(1)).to_have_text("Data")
    large.select(0)
    large.execute("nb2pipe:tag-cells", tag="step:train")
    expect(large.row(0)).to_have_text("Train")
    for name in ("gone", "lost", "gone"):
        findings.filter(has_text=name).locator(".jp-nb2pipe-Finding-jump").click()
        expect(squiggle(large, name)).to_be_in_viewport()
    findings.get_by_role("button", name="Fix", exact=True).click()
    large.wait_until(
        "count => window.jupyterapp.shell.currentWidget.content.widgets[count - 1].model.sharedModel.source.startsWith('%pip')",
        CELLS,
    )
    before_last = large.page.locator(".jp-Notebook .jp-Cell", has_text=f"v{CELLS - 3} = {CELLS - 3}")
    expect(before_last.locator(".jp-nb2pipe-TagRow")).to_have_text("Data")
    assert is_in_order(large)
    # Elsewhere JupyterLab draws cell after cell for minutes before those in the middle can be seen.
    if request.node.callspec.params["large"] == "full":
        large.scroll_to(2500)
        middle = large.page.locator(".jp-Notebook .jp-Cell", has_text="v2499 = 2499")
        expect(middle.locator(".jp-nb2pipe-TagRow")).to_have_text("Data")
    assert large.page.locator(".jp-nb2pipe-TagRow").count() < 500, "rows are made for what is near, not for all cells"
    assert large.page.evaluate("() => { clearTimeout(window.beating); return window.longest; }") < 10_000


def squiggle(page: NotebookPage, text: str) -> Locator:
    """An underlined piece of code."""
    return page.page.locator(".jp-Notebook .cm-lintRange-error", has_text=text)


def is_in_order(page: NotebookPage) -> bool:
    """Whether the cells that are drawn stand in the order of the notebook."""
    return bool(
        page.page.evaluate(
            """() => {
                const notebook = window.jupyterapp.shell.currentWidget.content;
                const drawn = notebook.widgets.filter(cell => cell.node.isConnected).map(cell => cell.node);
                const shown = [...notebook.node.querySelectorAll('.jp-Cell')];
                return drawn.every((node, i) => node === shown[i]);
            }"""
        )
    )
