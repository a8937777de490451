"""`nb2pipe sync`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nb2pipe.cli.counting import counted
from nb2pipe.cli.endings import failures_shown
from nb2pipe.cli.options import NOTEBOOK, format_option, print_json
from nb2pipe.cli.sources import printable

if TYPE_CHECKING:
    from nb2pipe.service.syncing import SyncReport

_COLORS = {"+": "green", "-": "red", "@": "cyan"}


@click.command(epilog="Example: nb2pipe sync churn/ --notebook churn.ipynb --write")
@click.argument("package", type=click.Path())
@click.option("--notebook", type=NOTEBOOK, help="The notebook; by default the one of its name near the package.")
@click.option("--diff/--write", "diff_only", default=True, help="Show what would change, or change the notebook.")
@format_option("text", "json")
def sync(package: str, notebook: str | None, diff_only: bool, output: str) -> int:
    """Bring edits of a package's steps and functions back into the cells from which they came.

    Only the sources of these cells change. What no cell can take, because the export makes it, stays in the package
    and is shown; the exit status is 1 then.
    """
    from nb2pipe import service

    with failures_shown(output):
        report = service.sync(package, notebook=notebook, write=not diff_only)
    if output == "json":
        print_json(report.to_dict())
    else:
        _print_text(report)
    return int(bool(report.unmapped))


def _print_text(report: SyncReport) -> None:
    path = report.notebook.path
    for cell in report.cells:
        click.echo(f"{path}: cell {cell.cell}")
        for line in report.diff(cell):
            click.echo("  " + click.style(printable(line), fg=_COLORS.get(line[:1])))
    for edit in report.unmapped:
        click.echo(f"{report.package}/{edit.path}, line {edit.line}: not brought back: {edit.reason}")
        for mark, text in (("-", edit.before), ("+", edit.after)):
            for line in text.split("\n") if text else ():
                click.echo("  " + click.style(printable(mark + line), fg=_COLORS[mark]))
    brought = sum(edit.cell is not None for edit in report.edits)
    verb = "brought into" if report.is_written else "would be brought into"
    edits, cells = counted(brought, "edit"), counted(len(report.cells), "cell")
    click.echo(f"{edits} {verb} {cells} of {path}, {len(report.unmapped)} not")
