"""`nb2pipe export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nb2pipe.cli.endings import failures_shown
from nb2pipe.cli.options import format_option, notebook_argument, print_json

if TYPE_CHECKING:
    from nb2pipe.service.packaging import ExportReport


@click.command(epilog="Example: nb2pipe export churn.ipynb --name churn --out churn/")
@notebook_argument
@click.option("--name", help="The package's name; by default that of the last export, or made from the file's.")
@click.option("--out", "directory", metavar="DIR", help="Folder of the package; by default named as the package.")
@click.option("--force", is_flag=True, help="Take the exported files, also where somebody edited them.")
@click.option("--check", "check_only", is_flag=True, help="Write nothing; exit with 1 if an export would change files.")
@click.option(
    "--ci",
    type=click.Choice(["github", "gitlab", "none"]),
    help="Service that tests the package; by default what the last export had, or github.",
)
@click.option("--trace", is_flag=True, help="Run the notebook for types, contracts, and samples for the tests.")
@click.option(
    "--promote-paths/--no-promote-paths",
    default=None,
    help="Make parameters of the paths that steps read and write; by default as the last export did, or no.",
)
@click.option("--root", metavar="DIR", help="What relative paths mean when tracing; by default the notebook's folder.")
@format_option("text", "json")
def export(
    notebook: str,
    name: str | None,
    directory: str | None,
    force: bool,
    check_only: bool,
    ci: str | None,
    trace: bool,
    promote_paths: bool | None,
    root: str | None,
    output: str,
) -> int:
    """Write the notebook as a Python package with one function per step.

    A notebook that cannot be converted faithfully is refused: exit status 1, the findings that say why, and
    nothing written. Into a folder that holds an earlier export the new one is merged, so that what people edited
    there stays, and so do --name, --ci and --promote-paths; where both changed the same lines, the file has git's
    conflict markers and the exit status is 1.
    """
    from nb2pipe import service
    from nb2pipe.cli.progress import progress_shown
    from nb2pipe.model.packaging import Ci

    with failures_shown(output), progress_shown() as progress:
        report = service.export(
            notebook,
            name=name,
            directory=directory,
            force=force,
            check_only=check_only,
            ci=Ci(ci) if ci else None,
            trace=trace,
            promotes_paths=promote_paths,
            root=root,
            progress=progress,
        )
    if output == "json":
        print_json(report.to_dict())
    else:
        _print_text(report)
    return int(bool(report.conflicts) or (check_only and report.changes_files))


def _print_text(report: ExportReport) -> None:
    from nb2pipe.cli.fates import lines_of_fates

    plan = report.package.plan
    click.echo(f"{plan.name} {_versions(report)} in {report.directory}")
    if report.package.last_version is None:
        for step in plan.steps:
            inputs = ", ".join(dict.fromkeys(given.name for given in step.inputs))
            click.echo(f"  {step.name}({inputs}) -> {', '.join(made.name for made in step.outputs) or 'nothing'}")
        for parameter in plan.parameters:
            click.echo(f"  parameter {parameter.name}: {parameter.annotation} = {' '.join(parameter.default.split())}")
    else:
        _print_changes(report)
    for line in lines_of_fates(plan.cells):
        click.echo(f"  {line}")
    if report.package.copied:
        click.echo(f"  copied from the notebook's folder: {', '.join(report.package.copied)}")
    for finding in plan.findings:
        click.echo(f"  {finding.severity} {finding.code}: cell {finding.cell}: {finding.message}")
        if finding.hint:
            click.echo(f"    = {finding.hint}")
    for note in report.notes:
        click.echo(f"  note: {note}")
    if report.loses_trace:
        click.echo("  note: without --trace, the contracts and samples of the last export go")
    if report.remembered:
        click.echo(f"  note: as the last export was told: {', '.join(report.remembered)}")
    for conflict in report.conflicts:
        click.echo(f"nb2pipe: conflict in {report.directory}/{conflict.path}: {conflict.reason}", err=True)


def _versions(report: ExportReport) -> str:
    last, now = report.package.last_version, report.package.version
    if last is None or last == now:
        return now
    return f"{last} -> {now}" if report.is_written else f"{last}, would be {now}"


def _print_changes(report: ExportReport) -> None:
    for difference in report.package.differences:
        click.echo(f"  {difference.level.name.lower()}: {difference.text}")
    for change in report.changes:
        if change.path.startswith(".nb2pipe/"):
            continue
        reason = f"  ({change.reason})" if change.reason else ""
        click.echo(f"  {change.action:<8}  {change.path}{reason}")
    if not report.changes_files:
        click.echo("  nothing changed" if report.is_written else "  nothing would change")
