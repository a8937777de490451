"""`python worker.py REQUEST.json`: run one step of an emitted package in this process.

Stands alone: needs Python 3.10 and what the notebook imports, not nb2pipe. Exit status 0 if the step succeeded, 1 if
it failed; in both cases the request's `result` file says what happened. Any other end is a crash.
"""

from __future__ import annotations

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))
# Python put this folder first on the path, where its files would hide modules of the user.
sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != _HERE]

import importlib.util  # noqa: E402
import json  # noqa: E402
from types import ModuleType  # noqa: E402


def main(request_path: str) -> int:
    """Run the step that the file asks for and return the exit status."""
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    inside = load_private("inside")
    if request.get("lifeline"):
        inside.end_with_parent()
    del sys.argv[1:]  # it is ours, and an `ArgumentParser` of the user's would stumble over it
    status: int = inside.run_step(request, describe=load_private("describe").describe)
    return status


def load_private(folder: str) -> ModuleType:
    """Import a package that lies next to this file under a name that no package of the user has."""
    name = f"_nb2pipe_{folder}"
    path = os.path.join(_HERE, folder)
    spec = importlib.util.spec_from_file_location(
        name,
        os.path.join(path, "__init__.py"),
        submodule_search_locations=[path],
    )
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
