"""Front-end sources -> `nb2pipe/labextension`, the prebuilt JupyterLab extension that goes into the wheel.

Built with npm when it is older than its sources; a source distribution brings it and needs no Node. An editable
install is for work on the Python side: it takes the front end that is there, and builds only where `npm ci` has
been run before.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = "nb2pipe/labextension"
INSTALLED = "share/jupyter/labextensions/nb2pipe"
SOURCES = ("package.json", "package-lock.json", "labextension/tsconfig.json")
SOURCE_FOLDERS = ("labextension/src", "labextension/style", "labextension/schema")


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the front end where it is missing or old, and adds it to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files; `version` is `editable` for an editable install."""
        root = Path(self.root)
        if not is_current(root):
            if version == "editable" and not can_build(root):
                self.app.display_warning(
                    "JupyterLab front end not built: run `npm ci && npm run build`, then install again"
                )
            else:
                build(root)
        if self.target_name == "wheel" and (root / BUILT).is_dir():
            build_data["shared_data"][BUILT] = INSTALLED
            build_data["shared_data"]["labextension/install.json"] = f"{INSTALLED}/install.json"


def is_current(root: Path) -> bool:
    """True if the built front end is as new as everything that it is made from."""
    built = root / BUILT / "package.json"
    return built.is_file() and all(source.stat().st_mtime <= built.stat().st_mtime for source in find_sources(root))


def find_sources(root: Path) -> Iterator[Path]:
    """The files that the front end is made from."""
    yield from (root / name for name in SOURCES if (root / name).exists())
    for folder in SOURCE_FOLDERS:
        yield from (path for path in (root / folder).rglob("*") if path.is_file())


def can_build(root: Path) -> bool:
    """True where somebody has installed npm's packages."""
    return shutil.which("npm") is not None and (root / "node_modules/.package-lock.json").is_file()


def build(root: Path) -> None:
    """Run npm; raises RuntimeError where there is none."""
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(
            "the JupyterLab front end has to be built and there is no npm: install Node.js 20.19 or newer, "
            "or install nb2pipe from a wheel or a source distribution, which bring it prebuilt"
        )
    installed = root / "node_modules/.package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < (root / "package-lock.json").stat().st_mtime:
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=root, check=True)
    subprocess.run([npm, "run", "build:prod"], cwd=root, check=True)
