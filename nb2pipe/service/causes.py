"""A report of differences, the plan and the notebook's findings -> the report with what most likely made each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pipe.model.observations import is_measured_time
from nb2pipe.model.verification import NOT_COMPUTED, Status, VariableCheck, VerificationReport
from nb2pipe.service.edited_places import edited_place
from nb2pipe.service.related_lines import Origin, origin_of

if TYPE_CHECKING:
    from nb2pipe.model.analysis import Analysis
    from nb2pipe.model.files import FileTree
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
    analysis: Analysis,
    findings: Sequence[Finding],
    package: Path,
    manifest: Manifest,
    exported: FileTree,
) -> VerificationReport:
    """Add the likely cause to each variable that differs, where one is known.

    `exported` is the package as the notebook gives it now, against which an edit is located.
    """
    is_stale = manifest.notebook_digest != plan.notebook_digest
    if is_stale:
        report = replace(report, notes=(*report.notes, _STALE))
    if all(check.status not in _DIFFERS for step in report.steps for check in step.variables):
        return report
    reasons = _Reasons(
        plan=plan,
        analysis=analysis,
        findings=tuple(findings),
        edits=_Edits(package, manifest, edited_files(package, manifest), {} if is_stale else exported.files),
        unequal=frozenset(
            (step.step, check.name) for step in report.steps for check in step.variables if check.status in _DIFFERS
        ),
        otherwise=_STALE if is_stale else "",
    )
    steps = tuple(
        replace(result, variables=tuple(reasons.explained(check, plan.step(result.step)) for check in result.variables))
        for result in report.steps
    )
    return replace(report, steps=steps)


@dataclass(frozen=True, slots=True)
class _Reasons:
    """All that may explain a difference."""

    plan: PipelinePlan
    analysis: Analysis
    findings: tuple[Finding, ...]
    edits: _Edits
    #: Steps and variables that differ.
    unequal: frozenset[tuple[str, str]]
    #: What to say where nothing else is known.
    otherwise: str

    def explained(self, check: VariableCheck, step: Step) -> VariableCheck:
        """The variable with its likely cause; one that was not computed says itself why."""
        if check.status not in _DIFFERS or check.detail.startswith(NOT_COMPUTED):
            return check
        return replace(check, cause=self._cause(check, step) or self.otherwise)

    def _cause(self, check: VariableCheck, step: Step) -> str:
        """The nearest one: it is a time, what came in differs already, somebody edited the code, or a rule knows it."""
        if check.status is Status.NONDETERMINISTIC and is_measured_time(check.detail.partition(": ")[0]):
            return "a time that the code measures, by its name; nothing else of the value differs"
        origin = self._origin(check, step)
        for given in step.inputs:
            if (given.source, given.name) in self.unequal and (origin is None or given.name in origin.names):
                return f"{given.name} of step {given.source!r}, which this step takes, differs already"
        return self.edits.told(step.name, check.name) or self._rule(step, origin)

    def _origin(self, check: VariableCheck, step: Step) -> Origin | None:
        cells = [cell for cell in step.cells if check.cell is None or cell <= check.cell]
        return origin_of(check.name, {cell: self.analysis.notebook.cells[cell].source for cell in cells})

    def _rule(self, step: Step, origin: Origin | None) -> str:
        for finding in self.findings:
            line = finding.span.start.line
            is_of_step = finding.code in _REASONS and finding.cell in step.cells
            if is_of_step and (origin is None or (finding.cell, line) in origin.lines):
                return f"{finding.code} {finding.name} at cell {finding.cell}, line {line}: {finding.message}"
        return ""


@dataclass(frozen=True, slots=True)
class _Edits:
    """What somebody changed in a package since its export."""

    package: Path
    manifest: Manifest
    #: The modules that are not as they were exported.
    edited: tuple[str, ...]
    #: The files as they were exported; empty if the notebook has changed since then.
    exported: Mapping[str, bytes]

    def told(self, step: str, variable: str) -> str:
        """The edits that the step's function may feel, where they most likely change the variable; empty for none."""
        made = next(each for each in self.manifest.steps if each.name == step)
        own = f"src/{made.function.partition(':')[0].replace('.', '/')}.py"
        paths = [path for path in self.edited if path == own or "/steps/" not in path]
        places = {path: self._place(path, made, variable) for path in paths}
        told = [f"{path}, {place}" if place else path for path, place in places.items() if place is not None]
        return f"edited since the export: {'; '.join(told)}" if told else ""

    def _place(self, path: str, step: ManifestStep, variable: str) -> str | None:
        names = [each.function.partition(":")[2] for each in self.manifest.steps]
        try:
            current = (self.package / path).read_text(encoding="utf-8")
        except OSError:
            return "which is gone"
        if path not in self.exported:
            return ""
        function = step.function.partition(":")[2]
        exported = self.exported[path].decode()
        return edited_place(current, exported, function=function, others=names, variable=variable)


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
