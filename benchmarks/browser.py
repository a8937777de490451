"""What the extension costs in the browser: typing, tagging, opening, downloading.

What somebody waits for is told by the clock, and so means little on a machine that has other things to do; the
processor time of the page's main thread, the server and its analyst stands beside it. What opening costs is processor
time alone.

Two JupyterLab servers and Debian's Chromium; `python -m benchmarks.browser [--cells 200] [--edits 60] [--rounds 6]`.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.server import make_cells
from benchmarks.timing import ratio, verdict
from tests.support.jupyter_apps import BUILT, NotebookPage, Server, launch_browser, start_server, write_settings

#: Milliseconds; the debounce of the settings, which is no cost but a choice.
DEBOUNCE = 300
LIMITS = {"keystroke": 150, "tag": 50, "open": 1.1, "bundle": 300}
TAGS = ("step:data", "step:feature", "step:train", "step:serve", "step:report")

#: Cells after which a notebook counts as open; JupyterLab draws the others for a minute, while nobody needs the page.
DRAWN = 100

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
    with (
        launch_browser(chromium) as browser,
        tempfile.TemporaryDirectory() as folder,
        lab_page(browser, Path(folder) / "with") as page,
        lab_page(browser, Path(folder) / "without", has_extension=False) as plain,
    ):
        keys = time_keystrokes(page, cells=arguments.cells, edits=arguments.edits)
        tags = time_tags(page, cells=arguments.cells, edits=arguments.edits)
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
            page.page.set_default_timeout(60_000)
            page.start_lab()
            yield page


def write_notebook(server: Server, count: int, *, name: str) -> str:
    """A notebook of cells that depend on each other, all of them tagged."""
    sources = [str(cell["source"]) for cell in make_cells(count)]
    return server.write_notebook(*[(text, [TAGS[i % len(TAGS)]]) for i, text in enumerate(sources)], name=name)


@dataclass(frozen=True, slots=True)
class Wait:
    """Milliseconds that somebody waits, and that the machine works meanwhile."""

    wall: float
    work: float


class Meter:
    """Measures from one point in time to another."""

    def __init__(self, page: NotebookPage) -> None:
        self._page = page
        self._session = page.page.context.new_cdp_session(page.page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        (info,) = (page.server.settings.parent / "runtime").glob("jpserver-*.json")
        self._server = psutil.Process(json.loads(info.read_text())["pid"])

    def wait_for(self, selector: str, key: str) -> Wait:
        """Press a key in the active cell and wait for one more element of it."""
        self._page.page.evaluate(WATCH, selector)
        before = self._worked()
        self._page.page.keyboard.press(key)
        self._page.wait_until("() => window.took !== null")
        work = self._worked() - before
        return Wait(float(self._page.page.evaluate("() => window.took")), work * 1000)

    def _worked(self) -> float:
        analysts = [child for child in self._server.children() if "nb2pipe.server.analyst" in child.cmdline()]
        # The second one draws graphs, for which nobody waits.
        checking = sorted(analysts, key=lambda child: child.create_time())[:1]
        times = [process.cpu_times() for process in (self._server, *checking)]
        return main_thread(self._session) + sum(each.user + each.system for each in times)


def time_keystrokes(page: NotebookPage, *, cells: int, edits: int) -> list[Wait]:
    """From a key that makes a name undefined until it is underlined, without the debounce."""
    page.open(write_notebook(page.server, cells, name="typing.ipynb"))
    page.section("findings")
    page.section("pipeline")
    meter = Meter(page)
    waits = []
    for edit in range(edits):
        cell = edit * 37 % cells
        text = page.sources()[cell]
        edit_cell(page, cell)
        page.page.keyboard.press("Control+End")
        page.page.keyboard.press("Enter")
        page.page.wait_for_timeout(DEBOUNCE + 500)
        wait = meter.wait_for(".cm-lintRange-error", "q")
        waits.append(Wait(wait.wall - DEBOUNCE, wait.work))
        page.write(cell, text)
        page.page.wait_for_timeout(DEBOUNCE + 500)
    return waits


def time_tags(page: NotebookPage, *, cells: int, edits: int) -> list[Wait]:
    """From the last key of a shortcut until the row shows the tag."""
    sources = [str(cell["source"]) for cell in make_cells(cells)]
    page.open(page.server.write_notebook(*sources, name="tagging.ipynb"))
    meter = Meter(page)
    waits = []
    for edit, key in zip(range(edits), itertools.cycle("dftsr"), strict=False):
        scroll_to(page, edit * 37 % cells)
        page.select(edit * 37 % cells)
        page.page.wait_for_timeout(DEBOUNCE + 500)
        page.page.keyboard.press("t")
        waits.append(meter.wait_for(".jp-nb2pipe-TagRow-tag", key))
    return waits


def time_opening(
    page: NotebookPage, plain: NotebookPage, *, cells: int, rounds: int
) -> tuple[list[float], list[float]]:
    """Seconds that the page's main thread works until a notebook is there, with the extension and without, in turn."""
    with_it: list[float] = []
    without: list[float] = []
    for turn in range(rounds + 1):
        for each, times in ((page, with_it), (plain, without)):
            name = write_notebook(each.server, cells, name=f"opening-{turn}.ipynb")
            times.append(work_of_opening(each, name))
    # The first time, code is compiled.
    return with_it[1:], without[1:]


def work_of_opening(page: NotebookPage, name: str) -> float:
    """Processor seconds of the page's main thread."""
    page.page.goto("about:blank")
    page.start_lab()
    page.page.wait_for_timeout(1000)
    session = page.page.context.new_cdp_session(page.page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = main_thread(session)
    page.page.evaluate(
        """path => {
            const kernelPreference = { shouldStart: false };
            void window.jupyterapp.commands.execute('docmanager:open', { path, kernelPreference });
        }""",
        name,
    )
    page.wait_until(
        """([path, count]) => {
            const panel = window.jupyterapp.shell.currentWidget;
            return panel?.context?.path === path && panel.context.isReady &&
                panel.content.widgets.filter(cell => !cell.isPlaceholder()).length >= count;
        }""",
        [name, DRAWN],
    )
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


def report(what: str, waits: Sequence[Wait], limit: float) -> bool:
    """Print the medians, and compare the 95th percentile with the limit."""
    walls, works = sorted(wait.wall for wait in waits), sorted(wait.work for wait in waits)
    middle, works_middle = statistics.median(walls), statistics.median(works)
    print(
        f"     {what}: median {middle:.0f} ms, of the processor {works_middle:.0f} ms (load {os.getloadavg()[0]:.1f})"
    )
    return verdict(f"{what}, p95", walls[int(len(waits) * 0.95)], limit, unit=" ms")


if __name__ == "__main__":
    sys.exit(main())
