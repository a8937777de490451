"""JupyterLab and Notebook in a real browser, each with the front end of this tree."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.jupyter_apps import BUILT, App, NotebookPage, Server, launch_browser, start_server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(autouse=True)
def jp_asyncio_loop() -> None:
    """Shadow pytest-jupyter's own: playwright runs a loop of its own in this thread."""


@pytest.fixture(autouse=True)
def jp_server_cleanup() -> None:
    """Shadow pytest-jupyter's own, which needs the loop."""


@pytest.fixture(scope="package")
def browser() -> Iterator[object]:
    """Chromium without a window; skips where there is none."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    if not (BUILT / "package.json").is_file():
        pytest.skip("the front end is not built (npm ci && npm run build)")
    with launch_browser(CHROMIUM) as chromium:
        yield chromium


@pytest.fixture(scope="package", params=["lab", "notebook"])
def app(request: pytest.FixtureRequest) -> App:
    """The application; a test that asks for it runs in both."""
    return request.param


@pytest.fixture(scope="package")
def server(browser: object, app: App, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server of the application."""
    pytest.importorskip("jupyterlab" if app == "lab" else "notebook")
    with start_server(app, tmp_path_factory.mktemp(app)) as running:
        yield running


@pytest.fixture(scope="package")
def lab(browser: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running JupyterLab, for what one application is enough for."""
    pytest.importorskip("jupyterlab")
    with start_server("lab", tmp_path_factory.mktemp("only-lab")) as running:
        yield running


@pytest.fixture
def notebook(server: Server, browser: object) -> Iterator[NotebookPage]:
    """A page in the application, without a notebook yet."""
    with server.open_page(browser) as page:
        yield page


@pytest.fixture
def lab_notebook(lab: Server, browser: object) -> Iterator[NotebookPage]:
    """A page in JupyterLab, without a notebook yet."""
    with lab.open_page(browser) as page:
        yield page


@pytest.fixture(scope="session")
def screenshots() -> Path | None:
    """Where pictures for the docs go: `NB2PIPE_SCREENSHOTS`, or nowhere."""
    folder = os.environ.get("NB2PIPE_SCREENSHOTS")
    return Path(folder) if folder else None
