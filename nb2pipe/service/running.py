"""What a user wants run -> RunRequest, and what came of it."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.errors import WorkspaceError
from nb2pipe.model.runs import RunRecord, RunState
from nb2pipe.service.locating import checked_root, notebook_root

if TYPE_CHECKING:
    from nb2pipe.model.ids import RunId
    from nb2pipe.model.manifest import Manifest
    from nb2pipe.runs.engine import RunRequest


@dataclass(frozen=True, slots=True)
class RunReport:
    """A finished run and where its folder is."""

    record: RunRecord
    directory: str
    #: Folder of the package that was run.
    package: str
    #: Where the run may not be what the notebook's author has.
    notes: tuple[str, ...] = ()

    @property
    def is_success(self) -> bool:
        """True if every step succeeded, and the run notebook if it was asked for."""
        return self.record.state is RunState.SUCCEEDED

    def to_dict(self) -> dict[str, object]:
        """The document that `nb2pipe run --format json` prints: the run's record and its folders."""
        return {
            **dataclasses.asdict(self.record),
            "directory": self.directory,
            "package_directory": self.package,
            "notes": self.notes,
        }


def plan_run(
    source: str,
    *,
    run_id: RunId,
    directory: str | None,
    root: str | None,
    assignments: Sequence[str],
    with_notebook: bool = False,
) -> RunRequest:
    """Make the request for a package's folder, or for a notebook, whose package goes into the run's own folder.

    Raises Refused for a notebook that cannot be converted, and UsageError for parameters that cannot be given, to the
    run notebook as well if that is wanted.
    """
    from nb2pipe.runs.engine import RunRequest
    from nb2pipe.service.converting import convert
    from nb2pipe.workspace.edited_steps import read_edited_manifest
    from nb2pipe.workspace.manifests import MANIFEST, is_package, parse_manifest
    from nb2pipe.workspace.trees import write_tree

    folder = Path(directory or f"runs/{run_id}")
    _check_unused(folder / "run.json")
    if is_package(source):
        package, default_root, python = Path(source), Path(), sys.executable
        notes: tuple[str, ...] = ()
        manifest = read_edited_manifest(source)
        overrides = _overrides(manifest, assignments, with_notebook=with_notebook)
    else:
        package, default_root = folder / "package", notebook_root(source)
        converted = convert(source)
        python, notes = converted.python, converted.notes
        manifest = parse_manifest(converted.tree.files[MANIFEST], MANIFEST)
        overrides = _overrides(manifest, assignments, with_notebook=with_notebook)
        _check_unused(package)  # another run may have begun meanwhile
        try:
            write_tree(converted.tree, str(package))
        except WorkspaceError:
            _check_unused(package)  # or just now
            raise
    return RunRequest(
        id=run_id,
        manifest=manifest,
        package=package,
        root=checked_root(root, default_root),
        folder=folder,
        overrides=overrides,
        python=python,
        notes=notes,
    )


def _overrides(manifest: Manifest, assignments: Sequence[str], *, with_notebook: bool) -> dict[str, object]:
    from nb2pipe.runs.overrides import check_for_notebook, parse_overrides

    overrides = parse_overrides(manifest, assignments)
    if with_notebook:
        check_for_notebook(manifest, overrides)
    return overrides


def _check_unused(place: Path) -> None:
    if place.exists():
        raise WorkspaceError(f"{place.parent} already holds a run", options="choose another --out")


def execute_twin(request: RunRequest, record: RunRecord) -> RunRecord:
    """Execute the run notebook into the run's folder and say in the run's record what came of it."""
    from nb2pipe.runs.folder import write_record
    from nb2pipe.runs.twin import run_twin

    twin = run_twin(
        request.package,
        root=request.root,
        folder=request.folder,
        overrides=request.overrides,
        hash_seed=request.hash_seed,
        python=request.python,
    )
    state = RunState.FAILED if twin.error else record.state
    executed = dataclasses.replace(
        record,
        executed_notebook=twin.notebook.name,
        executed_page="" if twin.page is None else twin.page.name,
        state=state,
        error=twin.error,
    )
    write_record(request.folder, executed)
    return executed
