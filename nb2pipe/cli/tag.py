"""`nb2pipe tag`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nb2pipe.cli.options import format_option, notebook_argument, print_json
from nb2pipe.cli.sources import title_of

if TYPE_CHECKING:
    from nb2pipe.service.tagging import TagReport


@click.command(epilog="Example: nb2pipe tag notebook.ipynb --write")
@notebook_argument
@click.option("--write", is_flag=True, help="Store the tags in the file; tags that are there stay.")
@click.option(
    "--clear", is_flag=True, help="Remove all step tags instead; shows what would go, unless --write is given."
)
@format_option("text", "json")
def tag(notebook: str, write: bool, clear: bool, output: str) -> int:
    """Propose a pipeline step for each cell, and say why and how sure that is."""
    from nb2pipe import service

    report = service.tag(notebook, write=write, clear=clear)
    if output == "json":
        print_json(report.to_dict())
    else:
        _print_text(report, clear=clear)
    return 0


def _print_text(report: TagReport, *, clear: bool) -> None:
    for proposal in report.proposals:
        click.echo(f"cell {proposal.cell:>3}  {proposal.tag:<16} {proposal.confidence:>4.0%}  {proposal.reason}")
        click.echo(f"          {title_of(report.notebook.cells[proposal.cell].source, most=100)}")
    if clear:
        for cell in sorted(report.changes):
            gone = [tag for tag in report.notebook.cells[cell].tags if tag not in report.changes[cell]]
            click.echo(f"cell {cell:>3}  without {', '.join(gone)}")
    count = len(report.changes)
    cells = "1 cell" if count == 1 else f"{count} cells"
    if not count:
        click.echo(f"{report.notebook.path}: no cell needs a change")
    elif report.is_written:
        click.echo(f"{report.notebook.path}: {cells} changed")
    else:
        click.echo(f"{report.notebook.path}: {cells} would change; --write stores the tags")
