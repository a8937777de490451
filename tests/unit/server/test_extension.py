"""nb2pipe is itself without Jupyter's server, and switched on with it."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib

import nb2pipe
from tests.conftest import ROOT

_WITHOUT_SERVER = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("jupyter_server", "tornado", "traitlets", "psutil"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
import nb2pipe
import nb2pipe.cli
import nb2pipe.server.analyst
assert nb2pipe.check({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).findings == ()
"""


def test_neither_nb2pipe_nor_an_analyst_needs_the_server() -> None:
    done = subprocess.run([sys.executable, "-c", _WITHOUT_SERVER], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_installing_switches_the_extension_on() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    source = next(path for path, place in wheel["shared-data"].items() if "jupyter_server_config.d" in place)
    assert json.loads((ROOT / source).read_text()) == {"ServerApp": {"jpserver_extensions": {"nb2pipe": True}}}
    (point,) = nb2pipe._jupyter_server_extension_points()
    assert point["module"] == "nb2pipe"
