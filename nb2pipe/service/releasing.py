"""PipelinePlan and the folder of its package -> the folder with the new export, merged with what people edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.emitters.changelog import CHANGELOG
from nb2pipe.errors import WorkspaceError
from nb2pipe.model.changes import FileAction
from nb2pipe.service.exported import current_base
from nb2pipe.service.merged_names import with_lost_names
from nb2pipe.workspace.archives import BASE, UNFINISHED
from nb2pipe.workspace.manifests import MANIFEST

if TYPE_CHECKING:
    from nb2pipe.model.notebook import Notebook
    from nb2pipe.model.packaging import Ci
    from nb2pipe.model.plan import PipelinePlan
    from nb2pipe.service.packaging import ExportReport, Package
    from nb2pipe.workspace.earlier import EarlierExport
    from nb2pipe.workspace.tree_merge import TreeMerge

_PROJECT = "pyproject.toml"


def export_plan(
    plan: PipelinePlan, notebook: Notebook, *, directory: str, force: bool, check_only: bool, ci: Ci
) -> ExportReport:
    """Write the plan's package into the folder, or say what that would change; raises WorkspaceError."""
    from nb2pipe.service.packaging import ExportReport, build_package
    from nb2pipe.workspace.locks import locked_folder

    with locked_folder(directory, is_needed=not check_only):
        earlier = _earlier(directory, name=plan.name, force=force)
        package = build_package(plan, notebook, earlier=earlier, ci=ci, wants_hashes=True)
        merge = merge_package(package, earlier, directory=directory, force=force)
        if not check_only:
            _write(package, merge, directory=directory)
    return ExportReport(package, directory, merge.changes, is_written=not check_only)


def ensure_own_package(directory: str, notebook: str) -> None:
    """Raise WorkspaceError if the folder has the package of another notebook that lies beside this one.

    Two files may give one name, as `a-b.ipynb` and `a_b.ipynb` do. A notebook that was renamed keeps its package.
    """
    from nb2pipe.workspace.earlier import find_export

    found = find_export(directory) if Path(directory).is_dir() else None
    path = Path(notebook)
    if found is None or found.manifest.notebook == path.name:
        return
    other = path.with_name(found.manifest.notebook) if found.manifest.notebook else path
    if other.is_file() and not (path.exists() and path.samefile(other)):
        raise WorkspaceError(
            f"{directory} holds the package of {found.manifest.notebook}",
            options="choose a --name, or name the folder with --out to go on with that package",
        )


def merge_package(package: Package, earlier: EarlierExport | None, *, directory: str, force: bool = False) -> TreeMerge:
    """Merge the package with what the folder holds; `force` takes the package's side everywhere."""
    from nb2pipe.workspace.archives import pack_tree
    from nb2pipe.workspace.earlier import read_files, unresolved
    from nb2pipe.workspace.tree_merge import merge_trees

    theirs = {**package.tree.files, BASE: pack_tree(package.tree)}
    if earlier is None or force:
        base = dict(earlier.base) if earlier else {}
        replaced = _files_of_another(directory, name=package.plan.name) if force else {}
        ours = read_files(directory, {*base, *replaced, *theirs})
        return merge_trees({**replaced, **base}, ours=ours, theirs=theirs, generated=frozenset({*base, *theirs}))
    base = current_base(earlier, package.last_version or package.version)
    ours = read_files(directory, {*base, *theirs})
    if left := unresolved(ours):
        raise WorkspaceError(
            f"{directory} has a conflict that nobody has resolved, in {', '.join(left)}",
            options="resolve it, or use --force to take what is exported",
        )
    if CHANGELOG in ours:
        # Entries of people stand among ours: the new one goes on top of whatever is there.
        base[CHANGELOG] = ours[CHANGELOG]
        theirs[CHANGELOG] = _with_entry(ours[CHANGELOG], package)
    merge = merge_trees(base, ours=ours, theirs=theirs, generated=frozenset({MANIFEST, BASE}))
    if merge.conflicts:
        merge = _without_conflicts_of_versions(merge, package, earlier, ours, base, theirs)
    return with_lost_names(merge, ours)


def _without_conflicts_of_versions(
    merge: TreeMerge,
    package: Package,
    earlier: EarlierExport,
    ours: Mapping[str, bytes],
    base: Mapping[str, bytes],
    theirs: Mapping[str, bytes],
) -> TreeMerge:
    """The version is another one each time: who edits the line beside it must not get a conflict each time."""
    from nb2pipe.emitters.package import restamp
    from nb2pipe.workspace.tree_merge import merge_trees

    def stamped(files: Mapping[str, bytes]) -> dict[str, bytes]:
        kept = {path: files[path] for path in {change.path for change in merge.conflicts} & files.keys()}
        for old in {earlier.manifest.version, package.last_version or package.version}:
            kept = restamp(kept, name=package.plan.name, old=old, new=package.version)
        return kept

    mine = stamped(ours)
    anew = {path for path in mine if mine[path] != ours[path]}
    again = merge_trees(
        stamped(base), ours=mine, theirs={path: theirs[path] for path in anew & theirs.keys()}, generated=frozenset()
    )
    merged = anew - {change.path for change in again.conflicts}
    writes = {path: again.writes.get(path, mine[path]) for path in merged}
    changes = (
        replace(each, action=FileAction.MERGED, reason="") if each.path in merged else each for each in merge.changes
    )
    return replace(merge, writes={**merge.writes, **writes}, changes=tuple(changes))


def _earlier(directory: str, *, name: str, force: bool) -> EarlierExport | None:
    from nb2pipe.workspace.earlier import find_export, read_earlier

    if not force:
        return read_earlier(directory, name=name)
    found = find_export(directory)
    return found if found is not None and found.manifest.name == name else None


def _files_of_another(directory: str, *, name: str) -> Mapping[str, bytes]:
    """What an export of another name has left in the folder: it goes where nobody has edited it."""
    from nb2pipe.workspace.earlier import find_export

    found = find_export(directory)
    return found.base if found is not None and found.manifest.name != name else {}


def _with_entry(changelog: bytes, package: Package) -> bytes:
    from nb2pipe.emitters.changelog import add_entry

    if not package.differences:
        return changelog
    return add_entry(changelog, version=package.version, differences=package.differences)


def _write(package: Package, merge: TreeMerge, *, directory: str) -> None:
    from nb2pipe.model.files import FileTree
    from nb2pipe.workspace.trees import remove_leftovers, replace_files, write_tree

    files: Mapping[str, bytes] = merge.writes
    if not Path(directory).exists():
        write_tree(FileTree(files), directory)
    elif not merge.is_empty:
        # The archive comes last: as long as it is the old one, the next export does all of this again.
        note = (UNFINISHED, f"{package.last_version}\n".encode()) if package.last_version else None
        replace_files(directory, files, deletions=merge.deletions, first=MANIFEST, last=BASE, note=note)
    else:
        remove_leftovers(Path(directory))
