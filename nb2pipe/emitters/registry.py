"""The emitters by name: each turns a PipelinePlan into the files of one kind of project."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Protocol

from nb2pipe.emitters.package import emit_package
from nb2pipe.errors import UsageError
from nb2pipe.model.files import FileTree
from nb2pipe.model.packaging import PackageSettings
from nb2pipe.model.plan import PipelinePlan


class Emitter(Protocol):
    """A pure function from a plan to unformatted files."""

    def __call__(self, plan: PipelinePlan, *, version: str, lock: str, settings: PackageSettings = ...) -> FileTree:
        """Write the plan down; `lock` is the text of the file that pins what it needs."""


EMITTERS: Mapping[str, Emitter] = {"package": emit_package}


def emitter_named(name: str) -> Emitter:
    """The emitter of that name; raises UsageError."""
    if name in EMITTERS:
        return EMITTERS[name]
    close = get_close_matches(name, EMITTERS, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    raise UsageError(f"no emitter {name!r}; known: {', '.join(sorted(EMITTERS))}.{hint}")
