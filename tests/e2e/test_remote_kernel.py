"""Kernels on another machine, behind a kernel gateway: stale cells are told as with local ones."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.test_findings import remembered, run_cells
from tests.support.jupyter_apps import (
    PATIENCE,
    PYTHON,
    TOKEN,
    NotebookPage,
    is_listening,
    start_server,
    until,
    version_of,
)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[str]:
    """The address of a kernel gateway."""
    if version_of("jupyter_kernel_gateway") is None:
        pytest.skip("jupyter_kernel_gateway is not installed")
    port = free_port()
    command = [PYTHON, "-m", "kernel_gateway", "--KernelGatewayApp.ip=127.0.0.1", f"--KernelGatewayApp.port={port}"]
    command += ["--JupyterWebsocketPersonality.list_kernels=True"]
    places = {"JUPYTER_RUNTIME_DIR": str(tmp_path / "gateway"), "IPYTHONDIR": str(tmp_path / "ipython")}
    log = tmp_path / "gateway.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=os.environ | places, stdout=out, stderr=subprocess.STDOUT)
        try:
            until(lambda: is_listening(port), log.read_text)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


@pytest.fixture
def remote(gateway: str, browser: Any, tmp_path: Path) -> Iterator[NotebookPage]:
    """JupyterLab whose kernels are there."""
    folder = tmp_path / "lab"
    folder.mkdir()
    with start_server("lab", folder, options=[f"--gateway-url={gateway}"]) as server, server.open_page(browser) as page:
        yield page
        page.expect_no_errors()


def start_kernel(page: NotebookPage, notebook: str) -> str:
    """Start a kernel for a notebook and wait until it answers; returns its id.

    JupyterLab loses what it asks of a kernel behind a gateway while that kernel is starting.
    """
    headers = {"Authorization": f"token {TOKEN}"}
    session = {"path": notebook, "name": notebook, "type": "notebook", "kernel": {"name": "python3"}}
    answer = page.page.request.post(f"{page.server.url}api/sessions", data=session, headers=headers)
    assert answer.ok, answer.text()
    return str(answer.json()["kernel"]["id"])


def is_up(runtime: Path, kernel: str) -> bool:
    """Whether a kernel of the gateway listens; the gateway itself does not know until somebody has spoken to the kernel."""
    connection = runtime / f"kernel-{kernel}.json"
    return connection.is_file() and is_listening(json.loads(connection.read_text())["shell_port"])


def test_hidden_state_of_a_remote_kernel(remote: NotebookPage, tmp_path: Path) -> None:
    name = remote.server.write_notebook(("a = 1", ["step:data"]), "b = a + 1")
    kernel = start_kernel(remote, name)
    until(lambda: is_up(tmp_path / "gateway", kernel), lambda: f"kernel {kernel} is not up")
    remote.open(name, with_kernel=True)
    run_cells(remote, 0, 1)
    remote.write(0, "a = 2")
    expect(remote.section("hidden-state")).to_contain_text("Cell 0 was edited after it ran")
    run_cells(remote, 0)
    expect(remote.section("hidden-state")).to_contain_text("Cell 1 is stale because of Cell 0")
    until(lambda: remembered(remote) == 3, lambda: f"{remembered(remote)} executions are remembered")
    remote.save()
    remote.load_again()
    remote.wait_until("() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.id")
    expect(remote.section("hidden-state")).to_contain_text("Cell 1 is stale because of Cell 0")
    expect(remote.row(0)).to_have_text("Data")
