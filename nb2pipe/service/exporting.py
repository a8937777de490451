"""A notebook and what an export of it is told -> its package in a folder, or what that would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from nb2pipe.service.converting import Progress, plan_and_findings, trace_plan, with_paths
from nb2pipe.service.names import default_package_name
from nb2pipe.service.releasing import ensure_own_package, export_plan
from nb2pipe.service.remembering import ExportOptions, with_name, with_rest

if TYPE_CHECKING:
    from datetime import datetime

    from nb2pipe.service.packaging import ExportReport
    from nb2pipe.service.source import Source


def export_notebook(
    source: Source,
    told: ExportOptions,
    *,
    directory: str | None,
    force: bool,
    check_only: bool,
    trace: bool,
    root: str | None,
    progress: Progress,
    now: Callable[[], datetime],
) -> ExportReport:
    """Convert and write; what is not told is as the last export into the folder was told."""
    from nb2pipe.service.source import read_python_notebook, read_source

    path, data = read_source(source)
    notebook = read_python_notebook(path, data)
    named = with_name(told, directory, path)
    plan, analysis, _ = plan_and_findings(notebook, name=named.name)
    folder = directory or plan.name
    options = with_rest(named, folder, name=plan.name)
    are_promoted, ci = options.without_unsaid()
    plan = with_paths(plan, are_promoted=are_promoted)
    if trace:
        plan = trace_plan(plan, analysis, notebook, data, root=root, progress=progress, now=now)
    if not (directory or told.name or force):
        ensure_own_package(folder, path)
    report = export_plan(plan, notebook, directory=folder, force=force, check_only=check_only, ci=ci)
    default = default_package_name(path, plan.requirements)
    return replace(report, remembered=tuple(options.beyond(told, default_name=default)))
