"""`nb2pipe check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nb2pipe.cli.counting import counted
from nb2pipe.cli.options import format_option, notebooks_argument, print_json, rule_options, split_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nb2pipe.model.findings import Finding
    from nb2pipe.service.checking import CheckReport

_NEVER = "never"
_DEFAULT = "error"


def _explain(ctx: click.Context, _: click.Parameter, selector: str | None) -> None:
    """Print the pages of the rules that a selector means, and end the command."""
    if selector is None or ctx.resilient_parsing:
        return
    from nb2pipe.hazards import RULES, check_selector
    from nb2pipe.hazards.pages import render_page
    from nb2pipe.hazards.suppression import matches

    check_selector(selector)
    pages = [render_page(rule) for rule in RULES.values() if matches(rule.code, rule.name, selector)]
    click.echo_via_pager("\n".join(pages))
    ctx.exit(0)


@click.command(epilog="Example: nb2pipe check notebook.ipynb --fail-on warning")
@notebooks_argument
@format_option("text", "json", "sarif", "github")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", _NEVER]),
    help=f"Exit with 1 if a finding is as bad as this.  [default: what pyproject.toml says, or else {_DEFAULT}]",
)
@rule_options
@click.option("--jobs", "-j", type=click.IntRange(min=1), help="Use so many processes; all cores for many notebooks.")
@click.option(
    "--explain", metavar="RULE", is_eager=True, expose_value=False, callback=_explain, help="Show a rule's page."
)
def check(
    notebooks: tuple[str, ...],
    output: str,
    fail_on: str | None,
    select: tuple[str, ...],
    extend: tuple[str, ...],
    ignore: tuple[str, ...],
    jobs: int | None,
) -> int:
    """Find what would break outside the notebook: hidden state, missing order, leakage, hard-coded paths.

    The notebook's code is never run. `-` reads a notebook from standard input; a folder means all notebooks below it.
    """
    from nb2pipe import service
    from nb2pipe.cli.progress import progress_shown

    with progress_shown() as progress:
        report = service.check_all(
            notebooks,
            select=split_lists(select),
            extend=split_lists(extend),
            ignore=split_lists(ignore),
            locate=output in ("sarif", "github"),
            jobs=jobs,
            progress=progress,
        )
    _print(report, output)
    for path, reason in report.unreadable.items():
        click.echo(f"nb2pipe: {path}: {reason}", err=True)
    for path, reason in report.skipped.items():
        click.echo(f"nb2pipe: {path}: left out: {reason}", err=True)
    if report.unreadable:
        return 2
    return int(_fails(report, fail_on))


def _print(report: CheckReport, output: str) -> None:
    if output == "json":
        print_json(report.to_dict())
    elif output == "sarif":
        from nb2pipe.cli.sarif import to_sarif

        print_json(to_sarif(report))
    elif output == "github":
        from nb2pipe.cli.annotations import to_annotations

        for line in to_annotations(report):
            click.echo(line)
    else:
        _print_text(report)


def _fails(report: CheckReport, fail_on: str | None) -> bool:
    """Whether any notebook has a finding that is as bad as the command line, or else its project, says."""
    from nb2pipe.model.findings import Severity

    limits = [(checked, fail_on or checked.fail_on or _DEFAULT) for checked in report.notebooks]
    return any(limit != _NEVER and checked.has_findings(Severity(limit)) for checked, limit in limits)


def _print_text(report: CheckReport) -> None:
    from nb2pipe.cli.findings import render_finding, render_summary

    for checked in report.notebooks:
        for finding in checked.findings:
            click.echo(render_finding(finding, checked.notebook) + "\n")
        steps = len({(cell.step, cell.name) for cell in checked.analysis.cells if cell.step})
        shape = f"{counted(len(checked.analysis.cells), 'cell')}, {counted(steps, 'step')}"
        click.echo(f"{checked.notebook.path}: {shape}: {render_summary(checked.findings)}{_repairs(checked.findings)}")


def _repairs(findings: Sequence[Finding]) -> str:
    """How many of them `nb2pipe fix` would remove."""
    safe = sum(finding.fixable for finding in findings)
    unsafe = sum(finding.fix is not None for finding in findings) - safe
    told = [f"{safe} fixable by `nb2pipe fix`"] if safe else []
    told += [f"{unsafe} {'more ' if safe else ''}by `nb2pipe fix --unsafe-fixes`"] if unsafe else []
    return f" ({', '.join(told)})" if told else ""
