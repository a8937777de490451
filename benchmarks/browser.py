"""What the extension costs in the browser: typing, tagging, opening, downloading.

Two JupyterLab servers and Debian's Chromium; `python -m benchmarks.browser [--cells 200] [--edits 60] [--rounds 6]`.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.server import make_cells
from benchmarks.timing import ratio, verdict
from tests.support.jupyter_apps import BUILT, NotebookPage, Server, launch_browser, start_server, write_settings

#: Milliseconds; the debounce of the settings, which is no cost but a choice.
DEBOUNCE = 300
LIMITS = {"keystroke": 150, "tag": 50, "open": 1.1, "bundle": 300}
TAGS = ("step:data", "step:feature", "step:train", "step:serve", "step:report")

#: Tells in `window.took` how many milliseconds lie between a key and the frame that shows what it did.
WATCH = """selector => {
    const cell = window.jupyterapp.shell.currentWidget.content.activeCell.node;
    const count = () => cell.querySelectorAll(selector).length;
    const before = count();
    window.took = null;
    let pressed = null;
    const press = event => { pressed = event.timeStamp; };
    const observer = new MutationObserver(() => {
        if (pressed === null || count() <= before) return;
        observer.disconnect();
        window.removeEventListener('keydown', press, true);
        requestAnimationFrame(() => setTimeout(() => { window.took = performance.now() - pressed; }));
    });
    window.addEventListener('keydown', press, true);
    observer.observe(cell, { subtree: true, childList: true, attributes: true });
}"""


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=200)
    parser.add_argument("--edits", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=6)
    arguments = parser.parse_args()
    kept = [verdict("size of the bundle", bundle_size(), LIMITS["bundle"], unit=" KB")]
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("no Chromium on this machine (Debian: apt install chromium)")
    with launch_browser(chromium) as browser, tempfile.TemporaryDirectory() as folder:
        with lab_page(browser, Path(folder) / "with") as page:
            keys = time_keystrokes(page, cells=arguments.cells, edits=arguments.edits)
            tags = time_tags(page, cells=arguments.cells, edits=arguments.edits)
            with lab_page(browser, Path(folder) / "without", has_extension=False) as plain:
                opened = time_opening(page, plain, cells=1000, rounds=arguments.rounds)
    what = f"keystroke to findings, {arguments.cells} cells, beside the delay of {DEBOUNCE} ms"
    kept += [report(what, keys, LIMITS["keystroke"]), report("tagging a cell", tags, LIMITS["tag"])]
    with_it, without = opened
    print(f"     opening 1,000 cells: {statistics.median(with_it):.2f} s, without {statistics.median(without):.2f} s")
    kept.append(verdict("opening 1,000 tagged cells with / without", ratio(*opened), LIMITS["open"]))
    return 0 if all(kept) else 1


def bundle_size() -> float:
    """Kilobytes of scripts that a browser may have to load."""
    return sum(file.stat().st_size for file in (BUILT / "static").glob("*.js")) / 1000


@contextlib.contextmanager
def lab_page(browser: Any, folder: Path, *, has_extension: bool = True) -> Iterator[NotebookPage]:
    """JupyterLab in a page of its own."""
    folder.mkdir()
    with start_server("lab", folder, has_extension=has_extension) as server:
        write_settings(server.settings, "nb2pipe/analysis", {"debounce": DEBOUNCE})
        with server.open_page(browser) as page:
            page.page.set_default_timeout(120_000)
            page.start_lab()
            yield page


def write_notebook(server: Server, count: int, *, name: str) -> str:
    """A notebook of cells that depend on each other, all of them tagged."""
    sources = [str(cell["source"]) for cell in make_cells(count)]
    return server.write_notebook(*[(text, [TAGS[i % len(TAGS)]]) for i, text in enumerate(sources)], name=name)


def time_keystrokes(page: NotebookPage, *, cells: int, edits: int) -> list[float]:
    """Milliseconds from a key that makes a name undefined until it is underlined, without the debounce."""
    page.open(write_notebook(page.server, cells, name="typing.ipynb"))
    page.section("findings")
    page.section("pipeline")
    times = []
    for edit in range(edits):
        cell = edit * 37 % cells
        text = page.sources()[cell]
        edit_cell(page, cell)
        page.page.keyboard.press("Control+End")
        page.page.keyboard.press("Enter")
        page.page.wait_for_timeout(DEBOUNCE + 200)
        page.page.evaluate(WATCH, ".cm-lintRange-error")
        page.page.keyboard.press("q")
        times.append(took(page) - DEBOUNCE)
        page.write(cell, text)
        page.page.wait_for_timeout(DEBOUNCE + 200)
    return times


def time_tags(page: NotebookPage, *, cells: int, edits: int) -> list[float]:
    """Milliseconds from the last key of a shortcut until the row shows the tag."""
    sources = [str(cell["source"]) for cell in make_cells(cells)]
    page.open(page.server.write_notebook(*sources, name="tagging.ipynb"))
    times = []
    for edit, key in zip(range(edits), itertools.cycle("dftsr"), strict=False):
        scroll_to(page, edit * 37 % cells)
        page.select(edit * 37 % cells)
        page.page.keyboard.press("t")
        page.page.evaluate(WATCH, ".jp-nb2pipe-TagRow-tag")
        page.page.keyboard.press(key)
        times.append(took(page))
    return times


def time_opening(page: NotebookPage, plain: NotebookPage, *, cells: int, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds that the page's main thread works until all cells are there, with the extension and without, in turn."""
    with_it, without = [], []
    for turn in range(rounds + 1):
        for each, times in ((page, with_it), (plain, without)):
            name = write_notebook(each.server, cells, name=f"opening-{turn}.ipynb")
            times.append(work_of_opening(each, name))
    # The first time, code is compiled.
    return with_it[1:], without[1:]


def work_of_opening(page: NotebookPage, name: str) -> float:
    """Processor seconds of the page's main thread, the second after opening included."""
    page.page.goto("about:blank")
    page.start_lab()
    page.page.wait_for_timeout(1000)
    session = page.page.context.new_cdp_session(page.page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = main_thread(session)
    page.page.evaluate(
        "path => { void window.jupyterapp.commands.execute('docmanager:open', { path, kernelPreference: { shouldStart: false } }); }",
        name,
    )
    page.wait_until(
        """path => {
            const panel = window.jupyterapp.shell.currentWidget;
            return panel?.context?.path === path && panel.context.isReady && panel.content.widgets.length > 0 &&
                panel.content.widgets.every(cell => !cell.isPlaceholder());
        }""",
        name,
    )
    page.page.wait_for_timeout(1500)
    return main_thread(session) - before


def main_thread(session: Any) -> float:
    """Seconds that the page's main thread has worked."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


def edit_cell(page: NotebookPage, index: int) -> None:
    """Put the cursor into a cell."""
    scroll_to(page, index)
    page.page.evaluate(
        """index => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            notebook.activeCellIndex = index;
            notebook.mode = 'edit';
            notebook.activeCell.editor.focus();
        }""",
        index,
    )


def scroll_to(page: NotebookPage, index: int) -> None:
    """Show a cell."""
    page.page.evaluate(
        "async index => window.jupyterapp.shell.currentWidget.content.scrollToItem(index, 'center')", index
    )


def took(page: NotebookPage) -> float:
    """What the watch says, once it does."""
    page.wait_until("() => window.took !== null")
    return float(page.page.evaluate("() => window.took"))


def report(what: str, times: Sequence[float], limit: float) -> bool:
    """Print the median and compare the 95th percentile."""
    ordered = sorted(times)
    print(f"     {what}: median {statistics.median(ordered):.0f} ms")
    return verdict(f"{what}, p95", ordered[int(len(ordered) * 0.95)], limit, unit=" ms")


if __name__ == "__main__":
    sys.exit(main())
