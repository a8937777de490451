"""Jupyter applications as processes, and their notebooks as a browser's user sees them."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import nbformat

from tests.conftest import ROOT, CellText, notebook_json

App = Literal["lab", "notebook"]

#: The Python whose JupyterLab and Notebook are tested; another one needs this tree installed (`pip install -e .`).
PYTHON = os.environ.get("NB2PIPE_JUPYTER_PYTHON", sys.executable)

BUILT = ROOT / "nb2pipe/labextension"
TOKEN = "e2e"  # noqa: S105  # opens a server that lives as long as the test
#: Seconds; generous, because they only pass when something is broken.
PATIENCE = 60
#: Seconds that a server gets to stop by itself.
GRACE = 10
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Thrown by the applications themselves: by Notebook 7 when it starts, when a notebook is closed while the cells that nobody
#: sees are still being drawn (`estimateWidgetSize` in JupyterLab 4.5), and by JupyterLab 4.4 when one is closed while its
#: kernel starts or its toolbar is still being filled (`insertRelative`).
KNOWN_ERRORS = (
    "Cannot read properties of undefined (reading 'schema')",
    "_runOnIdleTime",
    "estimateWidgetSize",
    "_handleNewSession",
    "Canceled future for debug_request",
    "insertRelative",
)
#: JupyterLab empties the undo history of a notebook once more some time after it has become ready; what a test does before
#: that could not be undone.
IS_SETTLED = "(panel => panel.content.model.sharedModel.undoManager.undoStack.length === 0)"
#: jupyter-collaboration puts a drive before the path.
PATH_OF = "(panel => panel?.context?.path.replace(/^RTC:/, ''))"
#: The settings of a person who wants no news and no questions.
QUIET = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension/tracker": {"kernelShutdown": True},
}

#: A pipeline that takes part in everything and needs nothing but Python.
STEPS = (
    ("count = 3\nlabel = 'a'  # shown in the title", ["parameters"]),
    ("rows = [n * n for n in range(count)]", ["step:data"]),
    ("rows.append(100)", ["step:feature"]),
    ("total = sum(rows)\nprint('the total is', total)", ["step:train"]),
)


@contextlib.contextmanager
def launch_browser(executable: str) -> Iterator[Any]:
    """Chromium through playwright."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class Server:
    """A running application."""

    app: App
    url: str
    #: Where its notebooks are.
    root: Path
    settings: Path

    def path(self, name: str) -> Path:
        """A file that the application sees."""
        return self.root / name

    def write_notebook(self, *cells: CellText, name: str | None = None) -> str:
        """A new notebook's name."""
        name = name or f"nb-{uuid.uuid4().hex[:8]}.ipynb"
        document = notebook_json(
            *cells, kernelspec={"name": "python3", "display_name": "Python 3", "language": "python"}
        )
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(json.dumps(document, indent=1) + "\n")
        return name

    def apply_settings(self, plugin: str, values: dict[str, object]) -> None:
        """Settings as a user would have saved them; holds for pages opened later."""
        write_settings(self.settings, plugin, values)

    @contextlib.contextmanager
    def open_page(self, browser: Any, **context: Any) -> Iterator[NotebookPage]:
        """A new page; what it throws fails the test."""
        page_context = browser.new_context(viewport={"width": 1400, "height": 900}, **context)
        page = page_context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        shown = NotebookPage(self, page)
        page.on("pageerror", lambda error: shown.errors.append(error.stack or str(error)))
        yield shown
        page_context.close()


@dataclass(slots=True)
class NotebookPage:
    """A browser page with a notebook in it."""

    server: Server
    page: Any
    name: str = field(default="", init=False)
    errors: list[str] = field(default_factory=list, init=False)

    def open(self, name: str, *, with_kernel: bool = False) -> None:
        """Open a notebook and wait until its cells and our features are there.

        Notebook 7 always starts a kernel, and always loads the whole page.
        """
        self.name = name
        if self.server.app == "notebook":
            self.page.goto(f"{self.server.url}notebooks/{name}?token={TOKEN}")
        else:
            self._open_in_lab(name, with_kernel=with_kernel)
        self.wait_until(
            """name => {
                const panel = window.jupyterapp?.shell?.currentWidget;
                const documents = [...(window.jupyterapp?.shell?.widgets('main') ?? [])].filter(widget => widget.context);
                return PATH_OF(panel) === name && documents.length === 1 && panel.context.isReady && panel.content.widgets.length > 0 &&
                    panel.content.widgets.every(cell => !cell.isPlaceholder()) && IS_SETTLED(panel) &&
                    window.jupyterapp.commands.keyBindings.some(key => key.command === 'nb2pipe:tag-cells');
            }""".replace("IS_SETTLED", IS_SETTLED).replace("PATH_OF", PATH_OF),
            name,
        )

    def _open_in_lab(self, name: str, *, with_kernel: bool) -> None:
        """Another tab in the page, which is much faster than another page."""
        if not self.page.url.startswith(self.server.url):
            self.start_lab()
        self.page.evaluate(
            """async ([path, shouldStart]) => {
                const { commands, shell } = window.jupyterapp;
                document.querySelectorAll('.jp-Dialog').forEach(dialog => dialog.remove());
                // What was told about another notebook would lie over the buttons of this one.
                document.querySelectorAll('.Toastify__toast button[title]').forEach(button => button.click());
                for (const widget of [...shell.widgets('main')]) {
                    if (widget.context) widget.context.model.dirty = false;
                    widget.close();
                }
                await commands.execute('docmanager:open', { path, kernelPreference: shouldStart ? {} : { shouldStart } });
            }""",
            [name, with_kernel],
        )

    def open_beside(self, name: str) -> None:
        """Open one more notebook in JupyterLab, to the right of the first, and look at it."""
        self.page.evaluate(
            """async path => {
                const options = { mode: 'split-right' };
                const kernelPreference = { shouldStart: false };
                await window.jupyterapp.commands.execute('docmanager:open', { path, options, kernelPreference });
            }""",
            name,
        )
        self.wait_until(
            """name => {
                const panel = window.jupyterapp.shell.currentWidget;
                return panel.context?.path === name && panel.context.isReady && IS_SETTLED(panel);
            }""".replace("IS_SETTLED", IS_SETTLED),
            name,
        )
        self.name = name

    def start_lab(self) -> None:
        """Load JupyterLab with nothing open, whether or not it has our features."""
        self._load("lab?reset")

    def load_again(self) -> None:
        """Load the page anew with the notebook, and without those that other tests have left in the workspace."""
        self.reload(f"lab/tree/{self.name}?reset" if self.server.app == "lab" else f"notebooks/{self.name}")

    def reload(self, place: str) -> None:
        """Load the application anew at a place such as `lab/tree/a.ipynb`, and wait for our features."""
        self._load(place)
        self.wait_until("() => window.jupyterapp?.commands.hasCommand('nb2pipe:open-panel')")

    def _load(self, place: str) -> None:
        self.page.goto(f"{self.server.url}{place}{'&' if '?' in place else '?'}token={TOKEN}")
        self.wait_until("() => window.jupyterapp?.restored !== undefined")
        # Asked again and again: now and then Chromium forgets a promise that it was told to wait for.
        self.page.evaluate("() => { void window.jupyterapp.restored.then(() => { window.isRestored = true; }); }")
        self.wait_until("() => window.isRestored === true")

    def expect_no_errors(self) -> None:
        """Nothing was thrown in the page since the last time."""
        unknown = [error for error in self.errors if not any(known in error for known in KNOWN_ERRORS)]
        self.errors.clear()
        assert unknown == [], unknown

    def create(self, *cells: CellText, with_kernel: bool = False) -> None:
        """Write a notebook of these cells and open it."""
        self.open(self.server.write_notebook(*cells), with_kernel=with_kernel)

    def wait_until(self, condition: str, argument: object = None) -> None:
        """Wait for a JavaScript function to return something true."""
        self.page.wait_for_function(condition, arg=argument)

    def execute(self, command: str, **args: object) -> None:
        """Run a command of the application; does not wait for what it starts."""
        self.page.evaluate("([id, args]) => { void window.jupyterapp.commands.execute(id, args); }", [command, args])

    def select(self, first: int, last: int | None = None) -> None:
        """Make a cell the active one in command mode; with `last`, select a range."""
        self.page.evaluate(
            """([first, last]) => {
                const notebook = window.jupyterapp.shell.currentWidget.content;
                notebook.mode = 'command';
                notebook.deselectAll();
                notebook.activeCellIndex = first;
                if (last !== null) notebook.extendContiguousSelectionTo(last);
                window.jupyterapp.shell.activateById(window.jupyterapp.shell.currentWidget.id);
                notebook.activeCell.node.focus();
            }""",
            [first, last],
        )
        self.wait_until("""() => window.jupyterapp.shell.currentWidget.content.node.contains(document.activeElement)""")

    def scroll_to(self, cell: int) -> None:
        """Bring a cell into view; again until it is, because a notebook that is still drawing cells loses its place."""

        def is_in_view() -> bool:
            return bool(
                self.page.evaluate(
                    """async i => {
                        const notebook = window.jupyterapp.shell.currentWidget.content;
                        notebook.scrollToItem(i, 'center').catch(() => 'asked again');
                        const { node } = notebook.widgets[i];
                        node.scrollIntoView({ block: 'center' });
                        const { top, bottom } = node.getBoundingClientRect();
                        return node.isConnected && top > 0 && bottom < window.innerHeight && bottom > top;
                    }""",
                    cell,
                )
            )

        until(is_in_view, lambda: f"cell {cell} is not in view")

    def press(self, keys: Sequence[str], first: int, last: int | None, *expected: Sequence[str]) -> None:
        """Select cells, press keys one after the other and wait for tags.

        Again if nothing happens: a starting notebook takes the focus when it likes.
        """
        wanted = [list(tags) for tags in expected]
        for _ in range(6):
            self.select(first, last)
            for key in keys:
                self.page.keyboard.press(key)
            deadline = time.monotonic() + PATIENCE / 6
            while time.monotonic() < deadline:
                if self.tags() == wanted:
                    return
                time.sleep(0.05)
        raise AssertionError(f"tags are {self.tags()}, not {wanted}")

    def tags(self) -> list[list[str]]:
        """The tags of all cells, as the notebook in the browser has them."""
        return self.page.evaluate(
            """() => window.jupyterapp.shell.currentWidget.content.widgets.map(
                cell => cell.model.getMetadata('tags') ?? [])"""
        )

    def expect_tags(self, *expected: Sequence[str]) -> None:
        """Wait until the cells have these tags."""
        wanted = [list(tags) for tags in expected]
        until(lambda: self.tags() == wanted, lambda: f"tags are {self.tags()}, not {wanted}")

    def row(self, cell: int) -> Any:
        """The tag row of a cell."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(cell).locator(".jp-nb2pipe-TagRow")

    def menu_item(self, label: str) -> Any:
        """An item of an open menu; its accessible name has the shortcut in it as well."""
        exactly = self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{re.escape(label)}$"))
        return self.page.locator(".lm-Menu-item").filter(has=exactly)

    def open_panel(self) -> Any:
        """Our panel beside the notebook, visible; Notebook 7.5 folds its right side once more after it has started."""
        panel = self.page.locator("#nb2pipe-workbench")

        def is_open() -> bool:
            if not panel.is_visible():
                self.execute("nb2pipe:open-panel")
            return bool(panel.is_visible())

        until(is_open, lambda: "the panel does not open")
        return panel

    def section(self, name: str) -> Any:
        """An unfolded section of the panel, such as `findings`."""
        panel = self.open_panel()
        section = panel.locator(f"#nb2pipe-section-{name}")
        titles = {"pipeline": "Pipeline", "findings": "Findings", "hidden-state": "Hidden State", "runs": "Runs"}
        title = panel.locator(".lm-AccordionPanel-title", has_text=titles[name])
        # A click on the title of a section that has just been unfolded would fold it again.
        if title.get_attribute("aria-expanded") != "true":
            title.click()
        section.wait_for()
        return section

    def sources(self) -> list[str]:
        """The text of all cells."""
        return self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.sharedModel.source)"
        )

    def write(self, cell: int, source: str) -> None:
        """Replace the text of a cell, as typing would."""
        self.page.evaluate(
            """([cell, source]) => {
                window.jupyterapp.shell.currentWidget.content.widgets[cell].model.sharedModel.setSource(source);
            }""",
            [cell, source],
        )

    def save(self) -> None:
        """Save and wait for it."""
        self.page.evaluate("async () => { await window.jupyterapp.commands.execute('docmanager:save'); }")

    def on_disk(self) -> Any:
        """The saved notebook."""
        return nbformat.read(self.server.path(self.name), as_version=4)

    def tags_on_disk(self) -> list[list[str]]:
        """The tags of the saved cells."""
        return [list(cell.metadata.get("tags", [])) for cell in self.on_disk().cells]

    def choose_from_palette(self, text: str, entry: str) -> None:
        """Run a command as a user finds it; the palette closes when a starting notebook takes the focus, so try again."""
        from playwright.sync_api import TimeoutError as TooLate

        for _ in range(15):
            try:
                self.execute("apputils:activate-command-palette")
                field_ = self.page.locator("#command-palette input, .lm-CommandPalette-input").first
                field_.fill(text, timeout=2000)
                self.page.locator(".lm-CommandPalette-item", has_text=entry).first.click(timeout=2000)
            except TooLate:
                continue
            return
        raise AssertionError(f"the palette does not offer {entry!r}")

    def screenshot(self, folder: Path | None, name: str) -> None:
        """A picture for the docs, if there shall be any."""
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name}.png")


def until(condition: Callable[[], bool], problem: Callable[[], str], seconds: float = PATIENCE) -> None:
    """Wait for something outside the browser's reach."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, problem()
        time.sleep(0.05)


@lru_cache
def version_of(distribution: str) -> str | None:
    """The version of what is installed beside the tested applications; None if it is not."""
    code = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
    answer = subprocess.run([PYTHON, "-c", code, distribution], capture_output=True, text=True, check=False)
    return answer.stdout.strip() or None


@contextlib.contextmanager
def start_server(
    app: App, folder: Path, *, has_extension: bool = True, options: Sequence[str] = (), port: int = 0
) -> Iterator[Server]:
    """Start the application with settings and data of its own; `folder` is scratch, or that of an earlier one."""
    places = {
        "JUPYTER_CONFIG_DIR": folder / "config",
        "JUPYTER_DATA_DIR": folder / "data",
        "JUPYTER_RUNTIME_DIR": folder / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": folder / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": folder / "workspaces",
        "IPYTHONDIR": folder / "ipython",
        "JUPYTER_PATH": folder / "share",
    }
    root = folder / "root"
    if not root.is_dir():
        root.mkdir()
        serve_this_tree(folder)
    if not has_extension:
        disable_front_end(folder)
    for plugin, values in QUIET.items():
        write_settings(folder / "settings", plugin, values)
    class_name = {"lab": "LabApp", "notebook": "JupyterNotebookApp"}[app]
    command = [PYTHON, "-m", "jupyterlab" if app == "lab" else "notebook", "--no-browser", "--allow-root"]
    command += [f"--ServerApp.port={port}", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={root}"]
    command += [f"--{class_name}.expose_app_in_browser=True", *options]
    environment = os.environ | {name: str(path) for name, path in places.items()}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            url = wait_for_url(process, folder / "runtime", folder / "server.log")
            yield Server(app, url, root, folder / "settings")
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Stop a server; one that is told to stop amidst a request may wait for that request's thread forever (AnyIO's worker)."""
    process.terminate()
    try:
        process.wait(timeout=GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=PATIENCE)


def serve_this_tree(folder: Path) -> None:
    """Make the application load the front end and the server half of this tree, whatever is installed."""
    extensions = folder / "share/labextensions"
    extensions.mkdir(parents=True)
    (extensions / "nb2pipe").symlink_to(BUILT, target_is_directory=True)
    config = folder / "config/jupyter_server_config.d"
    config.mkdir(parents=True)
    (config / "nb2pipe.json").write_text(json.dumps({"ServerApp": {"jpserver_extensions": {"nb2pipe": True}}}))


def disable_front_end(folder: Path) -> None:
    """Keep the application from loading the front end."""
    page = folder / "config/labconfig/page_config.json"
    page.parent.mkdir(parents=True)
    page.write_text(json.dumps({"disabledExtensions": {"nb2pipe": True}}))


def write_settings(folder: Path, plugin: str, values: dict[str, object]) -> None:
    """One plugin's user settings."""
    file = folder / f"{plugin}.jupyterlab-settings"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(values))


def wait_for_url(process: subprocess.Popen[bytes], runtime: Path, log: Path) -> str:
    """The address from the file that a started server leaves."""
    info = runtime / f"jpserver-{process.pid}.json"

    def is_up() -> bool:
        assert process.poll() is None, log.read_text()
        # The file is there before anybody listens.
        return info.is_file() and info.stat().st_size > 0 and is_listening(int(json.loads(info.read_text())["port"]))

    until(is_up, log.read_text, 2 * PATIENCE)
    return str(json.loads(info.read_text())["url"])


def is_listening(port: int) -> bool:
    """Whether somebody answers on a port of this machine."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
