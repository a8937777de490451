"""A notebook's kernel -> the interpreter that has its libraries."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

from nb2pipe.model.notebook import Notebook

if TYPE_CHECKING:
    from nb2pipe.runs.jupyter import Kernel


def interpreter_of(notebook: Notebook) -> str:
    """Path of the interpreter; no kernel at all, and `python3`, mean the one that we run in.

    Raises RunError if neither the notebook's kernel nor `python3` is installed.
    """
    kernel = _kernel_of(notebook)
    return sys.executable if kernel is None else kernel.python


def notes_on_kernel(notebook: Notebook) -> tuple[str, ...]:
    """What to say where another kernel stands in for the notebook's; raises RunError if there is none."""
    kernel = _kernel_of(notebook)
    if kernel is None or notebook.kernel_name in (None, kernel.name):
        return ()
    asked = f"the notebook asks for the kernel {notebook.kernel_name!r}, which is not installed here"
    return (f"{asked}: libraries and their versions are those of {kernel.name!r}",)


def _kernel_of(notebook: Notebook) -> Kernel | None:
    """None for the interpreter that we run in."""
    if notebook.kernel_name in (None, "python3"):
        return None
    from nb2pipe.runs.jupyter import kernel_for

    return kernel_for(SimpleNamespace(metadata={"kernelspec": {"name": notebook.kernel_name}}))
