"""A package -> the notebook from which it was made, told from any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.errors import UsageError

if TYPE_CHECKING:
    from nb2pipe.syncing import CodeCell
    from nb2pipe.workspace.earlier import EarlierExport


def find_notebook(package: str, name: str) -> str:
    """The notebook of that name here, in the package's folder or beside that; raises UsageError."""
    folder = Path(package).resolve()
    places = [Path.cwd() / name, folder / name, folder.parent / name]
    for path in places:
        if path.is_file():
            return str(path)
    raise UsageError(f"no {name} beside {package}; name the notebook: --notebook PATH")


def check_origin(export: EarlierExport, path: str, cells: Sequence[CodeCell], *, modules: Mapping[str, str]) -> None:
    """Raise UsageError for a notebook from which the package was not made: it would take no edit, and tell of none."""
    from nb2pipe.syncing import resemblance_of

    name = export.manifest.notebook
    found = resemblance_of(export.manifest, modules, cells)
    if Path(path).name == name:
        is_own = bool(found.common_statements or found.common_outputs) or not found.statements
    else:
        is_own = found.common_statements >= found.statements / 2 or 0 < found.outputs == found.common_outputs
    if not is_own:
        raise UsageError(
            f"{path} is not the notebook of {export.directory}: that was made from {name}, and "
            f"{found.common_statements} of the {found.statements} statements of its steps stand in this one"
        )
