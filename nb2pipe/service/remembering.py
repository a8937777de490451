"""What an export is told, and the folder of an earlier one -> what it does: what is not told stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.model.packaging import Ci

if TYPE_CHECKING:
    from nb2pipe.workspace.earlier import EarlierExport


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What shapes a package; None where nobody has said it."""

    name: str | None = None
    ci: Ci | None = None
    promotes_paths: bool | None = None

    def without_unsaid(self) -> tuple[bool, Ci]:
        """Whether paths are parameters, and the service that tests the package."""
        return bool(self.promotes_paths), self.ci or Ci.GITHUB

    def beyond(self, told: ExportOptions, *, default_name: str) -> Iterator[str]:
        """As a user would write them, those that were not told and are not what an export does anyway."""
        if told.name is None and self.name not in (None, default_name):
            yield f"--name {self.name}"
        if told.ci is None and self.ci not in (None, Ci.GITHUB):
            yield f"--ci {self.ci}"
        if told.promotes_paths is None and self.promotes_paths:
            yield "--promote-paths"


def with_name(told: ExportOptions, directory: str | None, notebook: str) -> ExportOptions:
    """The options with the name of this notebook's package in the folder, if another one is not told."""
    if told.name is not None or directory is None:
        return told
    found = _find(directory)
    path = Path(notebook)
    if found is None or not found.manifest.notebook:
        return told
    other = path.with_name(found.manifest.notebook)
    # A notebook that was renamed keeps its package.
    is_own = other.name == path.name or not other.exists()
    return replace(told, name=found.manifest.name) if is_own else told


def with_rest(told: ExportOptions, directory: str, *, name: str) -> ExportOptions:
    """The options with all else that the last export of the package of that name was told."""
    from nb2pipe.emitters.ci import ci_of

    found = _find(directory)
    if found is None or found.manifest.name != name:
        return told
    ci = ci_of(list(found.base)) if found.is_complete and told.ci is None else told.ci
    promotes = found.manifest.promotes_paths if told.promotes_paths is None else told.promotes_paths
    return replace(told, ci=ci, promotes_paths=promotes)


def _find(directory: str) -> EarlierExport | None:
    from nb2pipe.workspace.earlier import find_export

    return find_export(directory) if Path(directory).is_dir() else None
