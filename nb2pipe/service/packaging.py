"""ParsedNotebook and Analysis -> plan -> the finished package in memory: emitted, formatted, with its version."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.emitters.changelog import CHANGELOG
from nb2pipe.emitters.versions import LOCK
from nb2pipe.errors import Refused
from nb2pipe.model.changes import FileAction, FileChange
from nb2pipe.model.packaging import Ci
from nb2pipe.scratch import scratch_folder
from nb2pipe.workspace.manifests import MANIFEST, parse_manifest

if TYPE_CHECKING:
    from nb2pipe.emitters.versions import Difference
    from nb2pipe.model.analysis import Analysis
    from nb2pipe.model.code import ParsedNotebook
    from nb2pipe.model.files import FileTree
    from nb2pipe.model.findings import Finding
    from nb2pipe.model.manifest import Manifest
    from nb2pipe.model.notebook import Notebook
    from nb2pipe.model.packaging import PackageSettings
    from nb2pipe.model.plan import PipelinePlan
    from nb2pipe.workspace.copied_modules import CopiedModules
    from nb2pipe.workspace.earlier import EarlierExport

#: Version of a package that has not been exported before.
FIRST_VERSION = "0.1.0"
#: Version of the export report's form; history: 1, first.
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Package:
    """A package that has not been written yet."""

    plan: PipelinePlan
    version: str
    tree: FileTree
    #: The interpreter that has the notebook's libraries.
    python: str
    #: Version of the export before this one; None if this is the first.
    last_version: str | None = None
    #: What differs from the export before.
    differences: tuple[Difference, ...] = ()
    #: Files and folders beside the notebook of which it has copies.
    copied: tuple[str, ...] = ()
    #: Where it may not be what the notebook's author has.
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What `export` wrote and where."""

    package: Package
    #: Its folder.
    directory: str
    #: Files that changed, or were left alone for a reason.
    changes: tuple[FileChange, ...] = ()
    #: False if the export was only asked what it would do.
    is_written: bool = True
    #: Options that nobody gave and that hold since an earlier export, such as `--promote-paths`.
    remembered: tuple[str, ...] = ()

    @property
    def conflicts(self) -> tuple[FileChange, ...]:
        """Files that somebody edited where the export changes them."""
        return tuple(change for change in self.changes if change.action is FileAction.CONFLICT)

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to say besides."""
        observed = self.package.plan.observed
        return (*self.package.notes, *(observed.notes if observed is not None else ()))

    @property
    def changes_files(self) -> bool:
        """Whether anything in the folder is, or would be, another than before."""
        return any(change.action is not FileAction.KEPT for change in self.changes)

    @property
    def loses_trace(self) -> bool:
        """Whether the last export had contracts and samples from a run, and this one has none."""
        from nb2pipe.emitters.suite import GOLDEN_PATH

        gone = {change.path for change in self.changes if change.action is FileAction.DELETED}
        return self.package.plan.observed is None and GOLDEN_PATH in gone

    def to_dict(self) -> dict[str, object]:
        """The document that `nb2pipe export --format json` prints."""
        from nb2pipe.service.checking import finding_to_dict

        plan = self.package.plan
        return {
            "schema_version": SCHEMA_VERSION,
            "name": plan.name,
            "version": self.package.version,
            "directory": self.directory,
            "steps": [{"name": step.name, "kind": step.kind.value, "cells": list(step.cells)} for step in plan.steps],
            "parameters": [parameter.name for parameter in plan.parameters],
            "cells": [
                {"index": cell.index, "fate": cell.fate.value, "step": cell.step, "notes": list(cell.notes)}
                for cell in plan.cells
            ],
            "copied": list(self.package.copied),
            "files": list(self.package.tree.paths()),
            "last_version": self.package.last_version,
            "differences": [{"level": each.level.name.lower(), "text": each.text} for each in self.package.differences],
            "changes": [
                {"path": each.path, "action": each.action.value, "reason": each.reason} for each in self.changes
            ],
            "written": self.is_written,
            "remembered": list(self.remembered),
            "notes": list(self.notes),
            "findings": [finding_to_dict(finding) for finding in plan.findings],
        }


def build_package(
    plan: PipelinePlan,
    notebook: Notebook,
    *,
    earlier: EarlierExport | None = None,
    ci: Ci = Ci.GITHUB,
    wants_hashes: bool = False,
) -> Package:
    """Write the plan down; what differs from the earlier export gives the version and an entry in the changelog.

    `wants_hashes` lets `uv` be asked for those of the lock.
    """
    from nb2pipe.emitters import emit_package, emit_release, manifest_of
    from nb2pipe.emitters.versions import Export, compare_exports, next_version
    from nb2pipe.model.files import FileTree
    from nb2pipe.service.exported import current_base, current_version
    from nb2pipe.service.kernels import interpreter_of, notes_on_kernel
    from nb2pipe.workspace.formatting import format_tree

    python, notes = interpreter_of(notebook), notes_on_kernel(notebook)
    copied = _copied_modules(plan, notebook, python=python)
    # The modules are what the package brings along; what they import it needs as well.
    plan = replace(plan, requirements=tuple(sorted({*plan.requirements, *copied.requirements})))
    lock, settings = _environment_of(plan, python=python, earlier=earlier, ci=ci, wants_hashes=wants_hashes)
    settings = replace(settings, copied=copied.tops)
    copies = {f"src/{path}": data for path, data in copied.files.items()}
    version = current_version(earlier) if earlier else FIRST_VERSION
    # Digests of the finished bytes are how a later export sees what somebody edited.
    emitted = emit_package(plan, version=version, lock=lock, settings=settings)
    files = dict(format_tree(emitted, copies=copies).files)
    _refuse_lost_names(plan, notebook, files)
    if earlier is None:
        files[MANIFEST] = manifest_of(plan, version, files)
        return Package(plan, version, FileTree(files), python, copied=copied.tops, notes=notes)
    base = current_base(earlier, version)
    files[CHANGELOG] = base.get(CHANGELOG, files[CHANGELOG])
    files[MANIFEST] = manifest_of(plan, version, files)
    new = Export(parse_manifest(files[MANIFEST], MANIFEST), files)
    differences = compare_exports(Export(earlier.manifest, base), new)
    following = next_version(version, differences)
    if differences:
        release = emit_release(
            plan, version=following, lock=lock, settings=settings, changelog=files[CHANGELOG], differences=differences
        )
        files |= format_tree(release).files
        files[MANIFEST] = manifest_of(plan, following, files)
    return Package(plan, following, FileTree(files), python, version, differences, copied.tops, notes)


def _refuse_lost_names(plan: PipelinePlan, notebook: Notebook, files: Mapping[str, bytes]) -> None:
    """Raise Refused for code of a step that looks up what only the notebook has: nothing else may tell of it."""
    from nb2pipe.emitters.lost_names import lost_names
    from nb2pipe.planning.notices import lost_notice

    cells = {step.function: step.cells[-1] for step in plan.steps}
    modules = [files[path].decode() for path in sorted(files) if path.startswith("src/") and path.endswith(".py")]
    found = [each for source in modules for each in lost_names(source, plan.bound)]
    if found:
        raise Refused(
            notebook.path,
            tuple(lost_notice(cells.get(function, 0), name, function) for function, name in dict.fromkeys(found)),
        )


def _copied_modules(plan: PipelinePlan, notebook: Notebook, *, python: str) -> CopiedModules:
    """The modules beside the notebook that the pipeline imports."""
    from nb2pipe.service.neighbours import folder_of
    from nb2pipe.workspace.copied_modules import CopiedModules, lies_beside, read_modules
    from nb2pipe.workspace.versions import read_environment

    folder = folder_of(notebook.path)
    if not folder:
        return CopiedModules()
    beside = [root for root in plan.requirements if lies_beside(Path(folder), root)]
    if not beside:
        return CopiedModules()
    provided = read_environment(beside, python=python)["providers"]
    return read_modules(Path(folder), beside, provided=provided)


def _environment_of(
    plan: PipelinePlan, *, python: str, earlier: EarlierExport | None, ci: Ci, wants_hashes: bool
) -> tuple[str, PackageSettings]:
    """The text of the lock, and what the package is made for."""
    from nb2pipe.model.packaging import PackageSettings
    from nb2pipe.workspace.locking import lock_requirements
    from nb2pipe.workspace.versions import read_environment

    environment = read_environment(plan.requirements, modules=_modules_of(plan), python=python)
    known = earlier.base.get(LOCK, b"").decode() if earlier else ""
    lock = lock_requirements(environment, earlier=known, wants_hashes=wants_hashes)
    providers = {root: tuple(names) for root, names in environment["providers"].items()}
    return lock, PackageSettings(environment["python"], providers, ci)


def _modules_of(plan: PipelinePlan) -> frozenset[str]:
    """Dotted names of all that is imported: modules, or members of them."""
    imports = [*plan.library_imports, *(each for step in plan.steps for each in step.imports)]
    return frozenset(f"{each.module}.{each.member}" if each.member else each.module for each in imports)


@contextlib.contextmanager
def written_package(package: Package) -> Iterator[tuple[Path, Manifest]]:
    """The package in a folder that lasts as long as the context."""
    from nb2pipe.workspace.trees import write_tree

    with scratch_folder() as scratch:
        folder = scratch / package.plan.name
        write_tree(package.tree, str(folder))
        yield folder, parse_manifest(package.tree.files[MANIFEST], MANIFEST)


def plan_package(
    parsed: ParsedNotebook,
    analysis: Analysis,
    *,
    name: str | None,
    hazards: tuple[Finding, ...],
    star_exports: Mapping[str, frozenset[str]],
) -> PipelinePlan:
    """Plan the conversion; raises Refused if a finding stands in the way, UsageError for an impossible name."""
    from nb2pipe.planning import make_plan
    from nb2pipe.service.names import checked_package_name, default_package_name

    path = analysis.notebook.path
    wanted = default_package_name(path) if name is None else checked_package_name(name)
    blocking = tuple(finding for finding in hazards if finding.blocks_export)
    if blocking:
        raise Refused(path, blocking)
    plan = make_plan(parsed, analysis, name=wanted, star_exports=star_exports)
    # What the notebook imports is known only now, and the package must not hide it.
    final = default_package_name(path, plan.requirements) if name is None else wanted
    if name is not None:
        checked_package_name(name, plan.requirements)
    return plan if final == wanted else make_plan(parsed, analysis, name=final, star_exports=star_exports)
