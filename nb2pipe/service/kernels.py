"""A notebook's kernel -> the interpreter that has its libraries."""

from __future__ import annotations

import sys
from types import SimpleNamespace

from nb2pipe.model.notebook import Notebook


def interpreter_of(notebook: Notebook) -> str:
    """Path of the interpreter; no kernel at all, and `python3`, mean the one that we run in.

    Raises RunError if neither the notebook's kernel nor `python3` is installed.
    """
    if notebook.kernel_name in (None, "python3"):
        return sys.executable
    from nb2pipe.runs.jupyter import kernel_for

    document = SimpleNamespace(metadata={"kernelspec": {"name": notebook.kernel_name}})
    return kernel_for(document).python
