"""ParsedNotebook and Analysis -> the finished package in memory: planned, emitted, formatted."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.errors import Refused

if TYPE_CHECKING:
    from nb2pipe.model.analysis import Analysis
    from nb2pipe.model.code import ParsedNotebook
    from nb2pipe.model.files import FileTree
    from nb2pipe.model.findings import Finding
    from nb2pipe.model.manifest import Manifest
    from nb2pipe.model.plan import PipelinePlan

#: Version of a package that has not been exported before.
FIRST_VERSION = "0.1.0"
#: Version of the export report's form; history: 1, first.
SCHEMA_VERSION = 1

MANIFEST = "pipeline.json"


@dataclass(frozen=True, slots=True)
class Package:
    """A package that has not been written yet."""

    plan: PipelinePlan
    version: str
    tree: FileTree
    #: The interpreter that has the notebook's libraries.
    python: str


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What `export` wrote and where."""

    package: Package
    #: Its folder.
    directory: str

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
            "files": list(self.package.tree.paths()),
            "notes": list(plan.observed.notes) if plan.observed is not None else [],
            "findings": [finding_to_dict(finding) for finding in plan.findings],
        }


def build_package(
    parsed: ParsedNotebook,
    analysis: Analysis,
    *,
    name: str | None,
    hazards: tuple[Finding, ...],
    star_exports: Mapping[str, frozenset[str]],
    promotes_paths: bool = False,
) -> Package:
    """Convert the notebook; raises Refused if a finding stands in the way, UsageError for an impossible name."""
    from nb2pipe.planning.promotion import promote_paths
    from nb2pipe.service.kernels import interpreter_of

    plan = _make_plan(parsed, analysis, name=name, hazards=hazards, star_exports=star_exports)
    if promotes_paths:
        plan = promote_paths(plan)
    return emit_plan(plan, python=interpreter_of(analysis.notebook))


def emit_plan(plan: PipelinePlan, *, python: str) -> Package:
    """Write a plan down as a package, for the interpreter that has the notebook's libraries."""
    from nb2pipe.emitters import emit_package, manifest_of
    from nb2pipe.model.files import FileTree
    from nb2pipe.workspace.formatting import format_tree
    from nb2pipe.workspace.versions import lock_requirements

    lock = lock_requirements(plan.requirements, python=python)
    emitted = emit_package(plan, version=FIRST_VERSION, lock=lock)
    files = dict(format_tree(emitted).files)
    # Digests of the finished bytes are how a later export sees what somebody edited.
    files[MANIFEST] = manifest_of(plan, FIRST_VERSION, files)
    return Package(plan, FIRST_VERSION, FileTree(files), python)


@contextlib.contextmanager
def written_package(package: Package) -> Iterator[tuple[Path, Manifest]]:
    """The package in a folder that lasts as long as the context."""
    from nb2pipe.workspace.manifests import parse_manifest
    from nb2pipe.workspace.trees import write_tree

    with tempfile.TemporaryDirectory(prefix="nb2pipe-") as scratch:
        folder = Path(scratch) / package.plan.name
        write_tree(package.tree, str(folder))
        yield folder, parse_manifest(package.tree.files[MANIFEST], MANIFEST)


def _make_plan(
    parsed: ParsedNotebook,
    analysis: Analysis,
    *,
    name: str | None,
    hazards: tuple[Finding, ...],
    star_exports: Mapping[str, frozenset[str]],
) -> PipelinePlan:
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
