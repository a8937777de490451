"""A saved notebook -> its package, shown or written."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from nb2pipe import service
from nb2pipe.errors import Refused, WorkspaceError
from nb2pipe.model.changes import FileAction
from nb2pipe.model.notebook import Notebook
from nb2pipe.model.plan import PipelinePlan
from nb2pipe.server.answers.documents import ids_of, to_wire_findings
from nb2pipe.server.frames import Task
from nb2pipe.server.wire import exporting as wire
from nb2pipe.service.desk import Desk
from nb2pipe.service.live import live_name
from nb2pipe.service.packaging import Package
from nb2pipe.service.previewing import FilePreview, preview_files
from nb2pipe.service.source import load_notebook


def preview(task: Task, desk: Desk) -> wire.Preview | wire.Refusal:
    """Show what an export would write."""
    request = msgspec.json.decode(task.body, type=wire.ExportRequest)
    notebook = load_notebook(task.path)
    try:
        directory = _directory(task, request.name or live_name(notebook, desk))
        report = service.export(
            task.path, directory=str(directory), name=request.name, force=request.force, check_only=True
        )
    except Refused as refusal:
        return _refusal(refusal, notebook, task)
    package = report.package
    return wire.Preview(
        name=package.plan.name,
        version=package.version,
        previous_version=package.last_version,
        bump=_bump(package),
        differences=[difference.text for difference in package.differences],
        directory=_shown(directory, task),
        files=[_file(file) for file in preview_files(report, force=request.force)],
        steps=_steps(package.plan, notebook),
        parameters=[parameter.name for parameter in package.plan.parameters],
        findings=to_wire_findings(package.plan.findings, notebook),
    )


def export(task: Task, desk: Desk) -> wire.Exported | wire.Refusal:
    """Write the package."""
    request = msgspec.json.decode(task.body, type=wire.ExportRequest)
    notebook = load_notebook(task.path)
    try:
        directory = _directory(task, request.name or live_name(notebook, desk))
        report = service.export(task.path, directory=str(directory), name=request.name, force=request.force)
    except Refused as refusal:
        return _refusal(refusal, notebook, task)
    return wire.Exported(
        name=report.package.plan.name,
        version=report.package.version,
        directory=_shown(directory, task),
        files=[_shown(directory / path, task) for path in report.package.tree.paths()],
        steps=_steps(report.package.plan, notebook),
        findings=to_wire_findings(report.package.plan.findings, notebook),
    )


def _directory(task: Task, name: str) -> Path:
    """Where the package goes: the folder that was asked for, or one of its name beside the notebook."""
    directory = Path(task.target or Path(task.path).parent / name)
    _check_links(directory, Path(task.root))
    return directory


def _check_links(directory: Path, root: Path) -> None:
    """Refuse a folder through which an export would write outside the server's root."""
    if not directory.resolve().is_relative_to(root):
        raise WorkspaceError(f"{directory.name} is a symbolic link that leads out of the server's folder")
    inside = ["*", "src/**/*", "tests/**/*", "notebooks/**/*", ".github/**/*"] if directory.is_dir() else []
    for file in (file for pattern in inside for file in directory.glob(pattern)):
        if file.is_symlink() and not file.resolve().is_relative_to(root):
            raise WorkspaceError(f"{file} is a symbolic link that leads out of the server's folder")


def _shown(path: Path, task: Task) -> str:
    return path.resolve().relative_to(task.root).as_posix()


def _refusal(refusal: Refused, notebook: Notebook, task: Task) -> wire.Refusal:
    message = str(refusal).replace(task.path, _shown(Path(task.path), task))
    return wire.Refusal(message=message, findings=to_wire_findings(refusal.findings, notebook))


def _steps(plan: PipelinePlan, notebook: Notebook) -> list[wire.ExportedStep]:
    ids = ids_of(notebook)
    return [
        wire.ExportedStep(name=step.name, kind=step.kind.value, cells=[ids[cell] for cell in step.cells])
        for step in plan.steps
    ]


_STATUSES: Mapping[FileAction | None, wire.FileStatus] = {
    None: "same",
    FileAction.ADDED: "added",
    FileAction.UPDATED: "changed",
    FileAction.DELETED: "removed",
    FileAction.MERGED: "merged",
    FileAction.CONFLICT: "conflict",
    FileAction.KEPT: "edited",
}


def _bump(package: Package) -> Literal["major", "minor", "patch"] | None:
    if package.last_version is None or package.last_version == package.version:
        return None
    old, new = (version.split(".") for version in (package.last_version, package.version))
    return "major" if old[0] != new[0] else "minor" if old[1] != new[1] else "patch"


def _file(file: FilePreview) -> wire.PreviewedFile:
    before, after = _text(file.before), _text(file.after)
    diff = ""
    if before is not None and before != after:
        lines = difflib.unified_diff(
            before.splitlines(keepends=True),
            (after or "").splitlines(keepends=True),
            f"a/{file.path}",
            f"b/{file.path}",
        )
        diff = "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return wire.PreviewedFile(
        path=file.path, status=_STATUSES[file.action], reason=file.reason, content=after, diff=diff
    )


def _text(data: bytes | None) -> str | None:
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return None
