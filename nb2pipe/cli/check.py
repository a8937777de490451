"""`nb2pipe check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nb2pipe.cli.options import format_option, notebooks_argument, print_json, rule_options, split_lists

if TYPE_CHECKING:
    from nb2pipe.service.checking import CheckReport

_NEVER = "never"


@click.command(epilog="Example: nb2pipe check notebook.ipynb --fail-on warning")
@notebooks_argument
@format_option("text", "json")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", _NEVER]),
    default="error",
    show_default=True,
    help="Exit with 1 if a finding is as bad as this.",
)
@rule_options
def check(
    notebooks: tuple[str, ...], output: str, fail_on: str, select: tuple[str, ...], ignore: tuple[str, ...]
) -> int:
    """Find what would break outside the notebook: hidden state, missing order, leakage, hard-coded paths.

    The notebook's code is never run. `-` reads a notebook from standard input.
    """
    from nb2pipe import service
    from nb2pipe.cli.progress import progress_shown
    from nb2pipe.model.findings import Severity

    with progress_shown() as progress:
        report = service.check_all(notebooks, select=split_lists(select), ignore=split_lists(ignore), progress=progress)
    if output == "json":
        print_json(report.to_dict())
    else:
        _print_text(report)
    for path, reason in report.unreadable.items():
        click.echo(f"nb2pipe: {path}: {reason}", err=True)
    if report.unreadable:
        return 2
    return int(fail_on != _NEVER and report.has_findings(Severity(fail_on)))


def _print_text(report: CheckReport) -> None:
    from nb2pipe.cli.findings import render_finding, render_summary

    for checked in report.notebooks:
        for finding in checked.findings:
            click.echo(render_finding(finding, checked.notebook) + "\n")
        steps = len({(cell.step, cell.name) for cell in checked.analysis.cells if cell.step})
        shape = f"{len(checked.analysis.cells)} cells, {steps} steps"
        click.echo(f"{checked.notebook.path}: {shape}: {render_summary(checked.findings)}")
