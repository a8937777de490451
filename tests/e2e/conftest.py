"""JupyterLab and Notebook in a real browser, each with the front end of this tree."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.jupyter_apps import BUILT, App, NotebookPage, Server, launch_browser, start_server, version_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


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


def pytest_report_header() -> str:
    """Which applications are tested; `NB2PIPE_JUPYTER_PYTHON` chooses others."""
    return f"browser tests: JupyterLab {version_of('jupyterlab')}, Notebook {version_of('notebook')}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test in both applications unless it asks for JupyterLab."""
    if "app" in metafunc.fixturenames:
        apps = ["lab"] if "lab" in metafunc.fixturenames else ["lab", "notebook"]
        metafunc.parametrize("app", apps, indirect=True, scope="package")


@pytest.fixture(scope="package")
def app(request: pytest.FixtureRequest) -> App:
    """The application of the test."""
    return request.param


@pytest.fixture(scope="package")
def server(browser: object, app: App, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server of the application."""
    if version_of("jupyterlab" if app == "lab" else "notebook") is None:
        pytest.skip(f"{app} is not installed")
    with start_server(app, tmp_path_factory.mktemp(app)) as running:
        yield running


@pytest.fixture(scope="package")
def page(server: Server, browser: object) -> Iterator[NotebookPage]:
    """A page that tests use one after the other."""
    with server.open_page(browser) as opened:
        yield opened


@pytest.fixture
def notebook(page: NotebookPage) -> Iterator[NotebookPage]:
    """A page in each application, without a notebook of this test yet; what it throws fails the test."""
    page.errors.clear()
    yield page
    page.expect_no_errors()


@pytest.fixture
def lab(notebook: NotebookPage) -> NotebookPage:
    """The page in JupyterLab, for what one application is enough for."""
    return notebook


@pytest.fixture(scope="session")
def screenshots() -> Path | None:
    """Where pictures for the docs go: `NB2PIPE_SCREENSHOTS`, or nowhere."""
    folder = os.environ.get("NB2PIPE_SCREENSHOTS")
    return Path(folder) if folder else None
