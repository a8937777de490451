"""ParsedNotebook and Analysis -> the finished package in memory: planned, emitted, formatted, sealed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nb2pipe.errors import Refused

if TYPE_CHECKING:
    from nb2pipe.model.analysis import Analysis
    from nb2pipe.model.code import ParsedNotebook
    from nb2pipe.model.files import FileTree
    from nb2pipe.model.findings import Finding
    from nb2pipe.model.plan import PipelinePlan

#: Version of a package that has not been exported before.
FIRST_VERSION = "0.1.0"
#: Version of the export report's form; history: 1, first.
SCHEMA_VERSION = 1

_MANIFEST = "pipeline.json"


@dataclass(frozen=True, slots=True)
class Package:
    """A package that has not been written yet."""

    plan: PipelinePlan
    version: str
    tree: FileTree


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What `export` wrote and where."""

    package: Package
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
            "findings": [finding_to_dict(finding) for finding in plan.findings],
        }


def build_package(
    parsed: ParsedNotebook, analysis: Analysis, *, name: str | None, hazards: tuple[Finding, ...]
) -> Package:
    """Convert the notebook; raises Refused if a finding stands in the way, UsageError for an impossible name."""
    from nb2pipe.emitters import emit_package
    from nb2pipe.workspace.formatting import format_tree
    from nb2pipe.workspace.versions import installed_versions

    plan = _make_plan(parsed, analysis, name=name, hazards=hazards)
    requirements = installed_versions(plan.requirements)
    tree = emit_package(plan, version=FIRST_VERSION, requirements=requirements)
    return Package(plan, FIRST_VERSION, seal(format_tree(tree)))


def seal(tree: FileTree) -> FileTree:
    """Write the digest of every finished file into the manifest, so that later edits show."""
    from nb2pipe.model.files import FileTree

    manifest: dict[str, object] = json.loads(tree.files[_MANIFEST])
    manifest["files"] = {
        path: hashlib.sha256(tree.files[path]).hexdigest() for path in tree.paths() if path != _MANIFEST
    }
    sealed = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    return FileTree({**tree.files, _MANIFEST: sealed.encode()})


def _make_plan(
    parsed: ParsedNotebook, analysis: Analysis, *, name: str | None, hazards: tuple[Finding, ...]
) -> PipelinePlan:
    from nb2pipe.planning import make_plan
    from nb2pipe.service.names import checked_package_name, default_package_name

    path = analysis.notebook.path
    wanted = default_package_name(path) if name is None else checked_package_name(name)
    blocking = tuple(finding for finding in hazards if finding.blocks_export)
    if blocking:
        raise Refused(path, blocking)
    plan = make_plan(parsed, analysis, name=wanted)
    # What the notebook imports is known only now, and the package must not hide it.
    final = default_package_name(path, plan.requirements) if name is None else wanted
    if name is not None:
        checked_package_name(name, plan.requirements)
    return plan if final == wanted else make_plan(parsed, analysis, name=final)
