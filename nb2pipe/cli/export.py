"""`nb2pipe export`."""

from __future__ import annotations

import click

from nb2pipe.cli.findings import refusals_shown
from nb2pipe.cli.options import format_option, notebook_argument, print_json


@click.command(epilog="Example: nb2pipe export churn.ipynb --name churn --out churn/")
@notebook_argument
@click.option("--name", help="The package's name; by default made from the notebook's file name.")
@click.option("--out", "directory", metavar="DIR", help="Folder of the package; by default named as the package.")
@click.option("--force", is_flag=True, help="Overwrite files in DIR even if they were edited.")
@click.option("--trace", is_flag=True, help="Run the notebook for types, contracts, and samples for the tests.")
@click.option("--promote-paths", is_flag=True, help="Make parameters of the paths that steps read and write.")
@click.option("--root", metavar="DIR", help="What relative paths mean when tracing; by default the notebook's folder.")
@format_option("text", "json")
def export(
    notebook: str,
    name: str | None,
    directory: str | None,
    force: bool,
    trace: bool,
    promote_paths: bool,
    root: str | None,
    output: str,
) -> int:
    """Write the notebook as a Python package with one function per step.

    A notebook that cannot be converted faithfully is refused: exit status 1, the findings that say why, and
    nothing written.
    """
    from nb2pipe import service
    from nb2pipe.cli.progress import progress_shown

    with refusals_shown(output), progress_shown() as progress:
        report = service.export(
            notebook,
            name=name,
            directory=directory,
            force=force,
            trace=trace,
            promotes_paths=promote_paths,
            root=root,
            progress=progress,
        )
    if output == "json":
        print_json(report.to_dict())
        return 0
    plan = report.package.plan
    click.echo(f"{plan.name} {report.package.version} in {report.directory}")
    for step in plan.steps:
        inputs = ", ".join(dict.fromkeys(given.name for given in step.inputs))
        click.echo(f"  {step.name}({inputs}) -> {', '.join(made.name for made in step.outputs) or 'nothing'}")
    for parameter in plan.parameters:
        click.echo(f"  parameter {parameter.name}: {parameter.annotation} = {' '.join(parameter.default.split())}")
    for finding in plan.findings:
        click.echo(f"  {finding.severity}: cell {finding.cell}: {finding.message}")
    for note in plan.observed.notes if plan.observed is not None else ():
        click.echo(f"  note: {note}")
    return 0
