"""`nb2pipe run`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nb2pipe.cli.endings import failures_shown
from nb2pipe.cli.options import NOTEBOOK, format_option, print_json

if TYPE_CHECKING:
    from nb2pipe.service.running import RunReport


@click.command(epilog="Example: nb2pipe run churn.ipynb -p test_size=0.3 --out runs/1")
@click.argument("source", metavar="NOTEBOOK|PACKAGE", type=NOTEBOOK)
@click.option("--out", "directory", metavar="DIR", help="Folder of the run; by default a new one in runs/.")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="Set a parameter.")
@click.option("--notebook", "with_notebook", is_flag=True, help="Execute the run notebook as well.")
@click.option("--root", metavar="DIR", help="What relative paths mean; by default the notebook's folder.")
@format_option("text", "json")
def run(
    source: str, directory: str | None, parameters: tuple[str, ...], with_notebook: bool, root: str | None, output: str
) -> int:
    """Run a notebook's pipeline, or a package's, each step in a process of its own.

    The results of every step, what it printed and a record of the run stay in the run's folder. A notebook is
    converted first; its package stays there too. A package's relative paths mean the current folder unless --root
    says otherwise.
    """
    from nb2pipe import service
    from nb2pipe.cli.progress import StepProgress, progress_shown

    with failures_shown(output), progress_shown() as progress:
        report = service.run(
            source,
            directory=directory,
            assignments=parameters,
            with_notebook=with_notebook,
            root=root,
            watcher=StepProgress(progress),
        )
    if output == "json":
        print_json(report.to_dict())
    else:
        _print_text(report)
    return 130 if report.record.state == "cancelled" else int(not report.is_success)


def _print_text(report: RunReport) -> None:
    record = report.record
    click.echo(f"{record.package} {record.version}: {record.state} in {record.seconds:.1f} s")
    longest = max((len(step.name) for step in record.steps), default=0)
    for step in record.steps:
        click.echo(f"  {step.name:<{longest}}  {step.state:<9}  {step.seconds:6.1f} s")
        for name, value in (step.metrics or {}).items():
            click.echo(f"  {'':<{longest}}    {name} = {value}")
        if step.error:
            click.echo(f"  {'':<{longest}}    {step.error}".replace("\n", f"\n  {'':<{longest}}    "))
    if record.error:
        click.echo(f"  {record.error}")
    for note in report.notes:
        click.echo(f"  note: {note}")
    click.echo(f"package:   {report.package}")
    click.echo(f"run:       {report.directory}")
    if record.executed_notebook:
        click.echo(f"notebook:  {report.directory}/{record.executed_notebook}")
    if record.executed_page:
        click.echo(f"page:      {report.directory}/{record.executed_page}")
