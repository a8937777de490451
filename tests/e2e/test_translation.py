"""The front end and the server's sentences in another language."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.jupyter_apps import start_server, version_of, write_settings

LOCALE = "de_DE"
CATALOGUE = {
    "": {"domain": "nb2pipe", "language": "de-DE", "plural_forms": "nplurals=2; plural=(n != 1);"},
    "Findings": ["Befunde"],
    "By cell": ["Nach Zellen"],
    "`%1` is not defined in this notebook": ["In diesem Notebook fehlt `%1`"],
    "A name is used that no cell of the notebook defines.": ["Ein Name wird verwendet, den keine Zelle definiert."],
}


def write_language_pack(folder: Path) -> None:
    """A package like `jupyterlab-language-pack-de-DE`, as pip would install it."""
    module = folder / "nb2pipe_pack_de"
    catalogue = module / "locale" / LOCALE / "LC_MESSAGES" / "nb2pipe.json"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(json.dumps(CATALOGUE))
    (module / "__init__.py").write_text("")
    information = folder / "nb2pipe_pack_de-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: nb2pipe-pack-de\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(f"[jupyterlab.languagepack]\n{LOCALE} = nb2pipe_pack_de\n")


def test_language_pack_translates_the_panel_and_what_the_server_says(
    browser: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if version_of("jupyterlab") is None:
        pytest.skip("JupyterLab is not installed")
    write_language_pack(tmp_path / "packs")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packs"), prepend=os.pathsep)
    lab = tmp_path / "lab"
    lab.mkdir()
    with start_server("lab", lab) as server, server.open_page(browser) as page:
        write_settings(server.settings, "@jupyterlab/translation-extension/plugin", {"locale": LOCALE})
        page.open(server.write_notebook("print(lost)", name="a.ipynb"))
        panel = page.open_panel()
        expect(panel.locator(".lm-AccordionPanel-title", has_text="Befunde")).to_be_visible()
        finding = panel.locator(".jp-nb2pipe-Finding")
        expect(finding).to_contain_text("In diesem Notebook fehlt lost")
        # What is not in the catalogue is said in English.
        expect(finding).to_contain_text("define lost above")
        expect(panel.get_by_role("button", name="Nach Zellen")).to_be_visible()
        page.expect_no_errors()
