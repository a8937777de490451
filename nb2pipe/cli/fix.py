"""`nb2pipe fix`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nb2pipe.cli.options import format_option, notebooks_argument, print_json, rule_options, split_lists
from nb2pipe.errors import OtherLanguage, UnreadableNotebook, UsageError, WorkspaceError

if TYPE_CHECKING:
    from nb2pipe.service.fixing import FixReport


@click.command(epilog="Example: nb2pipe fix notebook.ipynb --diff")
@notebooks_argument
@click.option("--write", is_flag=True, help="Change the files; whatever is not repaired keeps its bytes.")
@click.option("--diff", "with_diff", is_flag=True, help="Show what changes, cell by cell.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Also repair what may change computed values.")
@rule_options
@format_option("text", "json")
def fix(
    notebooks: tuple[str, ...],
    write: bool,
    with_diff: bool,
    unsafe: bool,
    select: tuple[str, ...],
    extend: tuple[str, ...],
    ignore: tuple[str, ...],
    output: str,
) -> int:
    """Repair what can be repaired without changing a value that the notebook computes.

    Without --write nothing is changed, and the exit status is 1 if something could be. The notebook's code is never
    run.
    """
    from nb2pipe import service
    from nb2pipe.service.fixing import SCHEMA_VERSION
    from nb2pipe.workspace.files import STDIN
    from nb2pipe.workspace.folders import find_notebooks

    if write and STDIN in notebooks:
        raise UsageError("--write needs a file; standard input cannot be changed")
    reports: list[FixReport] = []
    failed = False
    for notebook in find_notebooks(notebooks):
        try:
            report = service.fix(
                notebook,
                select=split_lists(select),
                extend=split_lists(extend),
                ignore=split_lists(ignore),
                unsafe=unsafe,
            )
            if write:
                service.write_fixes(report)
        except (UnreadableNotebook, WorkspaceError) as error:
            click.echo(f"nb2pipe: {error}", err=True)
            # A folder may hold notebooks of other languages beside.
            failed = failed or notebook in notebooks or not isinstance(error, OtherLanguage)
            continue
        reports.append(report)
    if output == "json":
        documents = [report.to_dict() for report in reports]
        print_json({"schema_version": SCHEMA_VERSION, "notebooks": documents, "written": write})
    else:
        for report in reports:
            _print_text(report, is_written=write, with_diff=with_diff)
    if failed:
        return 2
    return int(not write and any(report.fixed for report in reports))


def _print_text(report: FixReport, *, is_written: bool, with_diff: bool) -> None:
    from nb2pipe.cli.sources import printable

    path = report.before.path
    if with_diff:
        for line in report.diff().splitlines():
            click.echo(click.style(printable(line), fg={"+": "green", "-": "red", "@": "cyan"}.get(line[:1])))
    for finding in report.fixed:
        title = finding.fix.title if finding.fix is not None else finding.message
        mark = " (unsafe)" if finding.fix is not None and not finding.fix.is_safe else ""
        click.echo(f"{path}: cell {finding.cell}: {finding.code} {finding.name}: {printable(title)}{mark}")
    count = len(report.fixed)
    findings = "1 finding" if count == 1 else f"{count} findings"
    if not count:
        click.echo(f"{path}: nothing to fix")
    elif is_written:
        click.echo(f"{path}: {findings} fixed")
    else:
        click.echo(f"{path}: {findings} can be fixed; --write does it")
    if report.unsafe_left:
        click.echo(f"{path}: {report.unsafe_left} more with --unsafe-fixes, which may change computed values")
