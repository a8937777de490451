"""The server goes away in mid-run and comes back: the page says so and finds the run again."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.support.jupyter_apps import NotebookPage, start_server

SLOW = """from pathlib import Path
for i in range(6000):
    print('tick', i, flush=True)
    time.sleep(0.1)
    if Path('go_on').exists():
        break
done = 1"""


def kill(folder: Path) -> None:
    """End a server without a word."""
    for info in (folder / "runtime").glob("jpserver-*.json"):
        os.kill(json.loads(info.read_text())["pid"], signal.SIGKILL)
        info.unlink()


def dismiss_dialogs(page: NotebookPage) -> None:
    """JupyterLab's own words about a lost server, whenever it says them."""
    dialog = page.page.locator(".jp-Dialog").first
    page.page.add_locator_handler(dialog, lambda dialog: dialog.evaluate("node => node.remove()"))


def test_run_outlives_a_server_that_dies(browser: Any, tmp_path: Path) -> None:
    folder = tmp_path / "lab"
    folder.mkdir()
    with start_server("lab", folder) as first, first.open_page(browser) as page:
        page.create("import time", (SLOW, ["step:data"]))
        dismiss_dialogs(page)
        runs = page.section("runs")
        runs.get_by_role("button", name="Run", exact=True).click()
        expect(runs.locator(".jp-nb2pipe-log")).to_contain_text("tick 3")
        kill(folder)
        page.write(0, "import time, lost")
        findings = page.section("findings")
        expect(findings.get_by_role("alert")).to_have_text("The Jupyter server cannot be reached.")
        first.path("go_on").touch()
        with start_server("lab", folder, port=urlsplit(first.url).port or 0):
            expect(findings.get_by_role("alert")).to_have_count(0)
            job = page.section("runs").locator(".jp-nb2pipe-Job").first
            expect(job).to_have_attribute("data-state", "succeeded")
            expect(job).to_contain_text("done")
