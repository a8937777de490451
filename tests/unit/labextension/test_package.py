"""What the front end's files say about each other and about the Python package."""

from __future__ import annotations

import json
import re

import nb2pipe
from tests.conftest import ROOT

FRONT_END = ROOT / "labextension"


def test_front_end_and_python_have_one_version() -> None:
    assert json.loads((ROOT / "package.json").read_text())["version"] == nb2pipe.__version__


def test_lock_file_names_no_host() -> None:
    assert "://" not in (ROOT / "package-lock.json").read_text()


def test_each_settings_schema_belongs_to_a_plugin() -> None:
    plugins = "".join(path.read_text() for path in (FRONT_END / "src/plugins").iterdir())
    ids = set(re.findall(r"'nb2pipe:([a-z-]+)'", plugins))
    schemas = {path.stem for path in (FRONT_END / "schema").glob("*.json")}
    assert schemas <= ids


def test_shortcuts_and_menus_name_commands_that_exist() -> None:
    known = set(re.findall(r"'(nb2pipe:[a-z-]+)'", (FRONT_END / "src/commands.ts").read_text()))
    for schema in (FRONT_END / "schema").glob("*.json"):
        used = set(re.findall(r'"command": "([^"]+)"', schema.read_text()))
        assert used <= known


def test_colours_come_from_the_theme() -> None:
    for sheet in (FRONT_END / "style").glob("*.css"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|rgba?\(|hsla?\(", sheet.read_text()), sheet
