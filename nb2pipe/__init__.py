"""Notebooks into Python packages that are proven to compute the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from nb2pipe.service.checking import CheckReport

__version__ = "0.1.0"
__all__ = ["__version__", "check"]


def check(source: str | PathLike[str] | bytes | Mapping[str, object]) -> CheckReport:
    """Check a notebook without running it: a path, nbformat JSON bytes or a notebook `dict`.

    Raises nb2pipe.errors.UnreadableNotebook for what is no Python notebook.
    """
    from nb2pipe import service

    return service.check(source)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where the prebuilt front end lies, for `jupyter labextension develop`."""
    return [{"src": "labextension", "dest": "nb2pipe"}]


def _jupyter_server_extension_points() -> list[dict[str, object]]:
    """What a Jupyter server loads; nobody else calls this, so nobody else needs Jupyter."""
    from nb2pipe.server.extension import Nb2PipeExtension

    return [{"module": "nb2pipe", "app": Nb2PipeExtension}]
