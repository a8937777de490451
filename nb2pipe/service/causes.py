"""A report of differences, the plan and the notebook's findings -> the report with what most likely made each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.model.verification import Status, VariableCheck, VerificationReport

if TYPE_CHECKING:
    from nb2pipe.model.findings import Finding
    from nb2pipe.model.manifest import Manifest, ManifestStep
    from nb2pipe.model.plan import PipelinePlan, Step

_DIFFERS = (Status.DIFFERENT, Status.MISSING, Status.NONDETERMINISTIC)
#: Findings that say why two runs of one code may not compute the same: chance, clock, network, state of the process
#: or of the disk that one side has and the other has not.
_REASONS = ("NB203", "NB301", "NB302", "NB303", "NB304", "NB307", "NB308", "NB309", "NB310")

_STALE = "the notebook was changed after the export"


def explain(
    report: VerificationReport,
    *,
    plan: PipelinePlan,
    findings: Sequence[Finding],
    package: Path,
    manifest: Manifest,
) -> VerificationReport:
    """Add the likely cause to each variable that differs, where one is known."""
    is_stale = manifest.notebook_digest != plan.notebook_digest
    if is_stale:
        report = replace(report, notes=(*report.notes, _STALE))
    if all(check.status not in _DIFFERS for step in report.steps for check in step.variables):
        return report
    edited = edited_files(package, manifest)
    unequal: dict[tuple[str, str], VariableCheck] = {}
    for result in report.steps:
        unequal |= {(result.step, check.name): check for check in result.variables if check.status in _DIFFERS}
    causes = {
        name: _cause(plan.step(name), manifest=manifest, unequal=unequal, findings=findings, edited=edited)
        or (_STALE if is_stale else "")
        for name in dict.fromkeys(step for step, _ in unequal)
    }
    steps = tuple(
        replace(result, variables=tuple(_with_cause(check, causes.get(result.step, "")) for check in result.variables))
        for result in report.steps
    )
    return replace(report, steps=steps)


def edited_files(package: Path, manifest: Manifest) -> tuple[str, ...]:
    """Modules of a package that are not as they were exported."""
    return tuple(
        path
        for path, digest in manifest.files.items()
        if path.endswith(".py") and path.startswith("src/") and _digest(package / path) != digest
    )


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _with_cause(check: VariableCheck, cause: str) -> VariableCheck:
    return replace(check, cause=cause) if check.status in _DIFFERS else check


def _cause(
    step: Step,
    *,
    manifest: Manifest,
    unequal: Mapping[tuple[str, str], VariableCheck],
    findings: Sequence[Finding],
    edited: Sequence[str],
) -> str:
    """The nearest explanation: what came in differed already, somebody edited the code, or a rule knows a reason."""
    for given in step.inputs:
        if (given.source, given.name) in unequal:
            return f"{given.name} of step {given.source!r}, which this step takes, differs already"
    made = next(each for each in manifest.steps if each.name == step.name)
    own = _edits_of(made, edited)
    if own:
        return f"edited since the export: {', '.join(own)}"
    for finding in findings:
        if finding.code in _REASONS and finding.cell in step.cells:
            place = f"cell {finding.cell}, line {finding.span.start.line}"
            return f"{finding.code} {finding.name} at {place}: {finding.message}"
    return ""


def _edits_of(step: ManifestStep, edited: Sequence[str]) -> list[str]:
    """Edited modules that the step's function stands in or may use."""
    own = f"src/{step.function.partition(':')[0].replace('.', '/')}.py"
    return [path for path in edited if path == own or "/steps/" not in path]
