"""What an emitted package takes from the notebook's kernel, and from the user's wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Ci(StrEnum):
    """The service that tests the package."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PackageSettings:
    """What a package is made for."""

    #: Version of the kernel's Python, such as `3.12.4`.
    python: str = "3.11"
    #: Import root -> the distributions that provide it in the kernel's environment.
    providers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ci: Ci = Ci.GITHUB
    #: Files and folders below `src/` that are copies of modules beside the notebook.
    copied: tuple[str, ...] = ()

    @property
    def minor_python(self) -> str:
        """Such as `3.12`."""
        return ".".join(self.python.split(".")[:2])
