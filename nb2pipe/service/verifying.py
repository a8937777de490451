"""What notebook and package must agree on, and the JSON document that says whether they do."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.errors import UsageError
from nb2pipe.model.analysis import Analysis
from nb2pipe.model.effects import EffectKind
from nb2pipe.model.verification import VerificationReport
from nb2pipe.service.comparable import capture_points, definition_points, file_points, with_optional_locals

if TYPE_CHECKING:
    from datetime import datetime

    from nb2pipe.model.manifest import Manifest
    from nb2pipe.service.packaging import Package


def verify_notebook(
    path: str,
    *,
    package: str | None,
    root: str | None,
    timeout: float | None,
    progress: Callable[[str], None],
    now: Callable[[], datetime],
) -> VerificationReport:
    """Convert the notebook, run it and its package, or the edited one in a folder, and compare their values."""
    from nb2pipe.runs.verify import VerificationRequest, verify
    from nb2pipe.service.causes import explain
    from nb2pipe.service.converting import plan_and_findings, with_paths
    from nb2pipe.service.locating import checked_root, notebook_root, plain_file
    from nb2pipe.service.packaging import build_package
    from nb2pipe.service.served_code import check_served_code
    from nb2pipe.service.source import read_python_notebook, read_source
    from nb2pipe.workspace.manifests import read_manifest

    given, data = read_source(path)
    source = read_python_notebook(given, data)
    plan, analysis, findings = plan_and_findings(source)
    if package is not None:
        plan = with_paths(plan, are_promoted=read_manifest(package).promotes_paths)
    folder = checked_root(root, notebook_root(path))
    made = build_package(plan, source)
    points = (*capture_points(plan, analysis), *definition_points(plan, analysis), *file_points(plan, analysis))
    with plain_file(path, data) as notebook, _package_folder(made, package) as (directory, manifest):
        request = VerificationRequest(
            notebook=notebook,
            package=directory,
            manifest=manifest,
            root=folder,
            captures=points if package is None else with_optional_locals(points, plan),
            python=made.python,
            pins=unseeded_libraries(analysis),
            timeout=timeout,
        )
        report = verify(request, now=now, progress=progress)
        if package is not None:
            current = {
                file.relative_to(directory).as_posix(): file.read_bytes() for file in directory.rglob("src/**/*.py")
            }
            report = check_served_code(report, plan, manifest, current=current, exported=made.tree.files)
        return explain(
            report,
            plan=plan,
            analysis=analysis,
            findings=findings,
            package=directory,
            manifest=manifest,
            exported=made.tree,
        )


@contextlib.contextmanager
def _package_folder(made: Package, given: str | None) -> Iterator[tuple[Path, Manifest]]:
    """The package that the notebook becomes, or the export of it that somebody has; raises UsageError for another."""
    from nb2pipe.service.packaging import written_package
    from nb2pipe.workspace.edited_steps import read_edited_manifest
    from nb2pipe.workspace.manifests import read_manifest

    if given is None:
        with written_package(made) as written:
            yield written
        return
    manifest = read_manifest(given)
    theirs = [(step.name, set(step.outputs)) for step in manifest.steps]
    ours = [(step.name, {output.name for output in step.outputs}) for step in made.plan.steps]
    if sorted(theirs, key=str) != sorted(ours, key=str):
        raise UsageError(
            f"{given} was exported from another state of the notebook: its steps are {_names(theirs)}, the notebook's "
            f"now {_names(ours)}; export it again"
        )
    yield Path(given), read_edited_manifest(given)


def _names(steps: Iterable[tuple[str, Iterable[str]]]) -> str:
    return ", ".join(f"{name} -> ({', '.join(sorted(outputs))})" for name, outputs in steps)


def unseeded_libraries(analysis: Analysis) -> tuple[str, ...]:
    """Libraries whose global generators the notebook never seeds, so that any numbers will do."""
    seeded = {effect.target for facts in analysis.cells for effect in facts.effects if effect.kind is EffectKind.SEED}
    return tuple(library for library in ("numpy", "python") if library not in seeded)


def verification_to_dict(report: VerificationReport) -> dict[str, object]:
    """The document that `nb2pipe verify --format json` prints."""
    return {
        "schema_version": report.schema_version,
        "equivalent": report.equivalent,
        "steps": [
            {
                "step": step.step,
                "variables": [
                    {
                        "name": variable.name,
                        "status": variable.status.value,
                        "detail": variable.detail,
                        "cell": variable.cell,
                        "cause": variable.cause,
                    }
                    for variable in step.variables
                ],
            }
            for step in report.steps
        ],
        "notebook_seconds": report.notebook_seconds,
        "pipeline_seconds": report.pipeline_seconds,
        "relative_tolerance": report.relative_tolerance,
        "isolated": report.isolated,
        "pinned": list(report.pinned),
        "notes": list(report.notes),
    }
