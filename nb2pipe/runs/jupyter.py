"""Jupyter's libraries, imported fast; a notebook file as nbformat has it; the kernel that it asks for."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nb2pipe.errors import RunError, UnreadableNotebook

#: A socket's path takes less than 104 bytes on macOS, and `kernel-ipc-5` stands for `kernel.json`.
_LONGEST_PATH = 100


@dataclass(frozen=True, slots=True)
class Kernel:
    """A kernel that is installed here."""

    name: str
    #: The interpreter that it starts.
    python: str


@contextmanager
def fast_imports() -> Iterator[None]:
    """Keep `jsonschema` from loading an optional checker of addresses, which takes a second (jupyter_server #1559)."""
    name = "rfc3987_syntax"
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # what Python itself means by "not installed"
    try:
        yield
    finally:
        del sys.modules[name]


def read_document(path: Path) -> Any:
    """The notebook as an nbformat 4 `NotebookNode`."""
    with fast_imports():
        import nbformat
    try:
        with warnings.catch_warnings():
            # Cells without an id get one; that is none of the user's concern here.
            warnings.simplefilter("ignore")
            text = path.read_text(encoding="utf-8")
            return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types
    except OSError as error:
        raise UnreadableNotebook(str(path), error.strerror or str(error)) from error
    except (ValueError, KeyError, AttributeError, TypeError, nbformat.ValidationError) as error:
        raise UnreadableNotebook(str(path), f"not a notebook: {error}") from error


def asked_kernel(document: Any) -> str:
    """Name of the kernel in the notebook's metadata; empty if it names none."""
    return str(document.metadata.get("kernelspec", {}).get("name", ""))


def kernel_for(document: Any) -> Kernel:
    """The kernel of the notebook's metadata if it is installed, or else `python3`."""
    with fast_imports():
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    specs = KernelSpecManager()
    asked = asked_kernel(document)
    for name in filter(None, (asked, "python3")):
        try:
            spec = specs.get_kernel_spec(name)
        except NoSuchKernel:
            continue
        is_path = Path(spec.argv[0]).is_absolute() and "python" in Path(spec.argv[0]).name
        return Kernel(name, spec.argv[0] if is_path else sys.executable)
    raise RunError(f"no Jupyter kernel {asked or 'python3'!r} and no 'python3' either; try `pip install ipykernel`")


def kernel_of_interpreter(python: str) -> Kernel | None:
    """An installed kernel that this interpreter runs; None for our own, which `python3` is, and for one without."""
    if python == sys.executable:
        return None
    with fast_imports():
        from jupyter_client.kernelspec import KernelSpecManager
    specs = KernelSpecManager().get_all_specs()
    names = sorted(name for name, found in specs.items() if found["spec"]["argv"][:1] == [python])
    return Kernel(names[0], python) if names else None


def manager_with(environment: Mapping[str, str], *, scratch: Path) -> type[Any]:
    """A class of managers of one kernel, which gets these variables; papermill has no option for them.

    Where there are sockets in the file system, the kernel talks through some in the scratch folder: ipykernel warns of
    TCP, which other users of the machine could listen to. What the kernel's process itself says, such as the interrupt
    with which it is ended, goes to `kernel.txt` there and not to our terminal.
    """
    from jupyter_client.manager import AsyncKernelManager

    class ManagerWithEnvironment(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            path = scratch / "kernel.json"
            if os.name == "posix" and len(os.fsencode(path)) <= _LONGEST_PATH:
                self.transport = "ipc"
                self.connection_file = str(path)

        async def _async_start_kernel(self, **options: Any) -> None:
            with (scratch / "kernel.txt").open("ab") as words:
                own = {"env": dict(environment), "stdout": words, "stderr": words}
                await super()._async_start_kernel(**{**options, **own})

        start_kernel = _async_start_kernel

    return ManagerWithEnvironment
