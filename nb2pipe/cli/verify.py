"""`nb2pipe verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nb2pipe.cli.counting import counted
from nb2pipe.cli.endings import failures_shown
from nb2pipe.cli.options import format_option, notebook_argument, print_json

if TYPE_CHECKING:
    from nb2pipe.model.verification import VerificationReport

_COLORS = {
    "equal": "green",
    "different": "red",
    "missing": "red",
    "nondeterministic": "yellow",
    "uncomparable": "yellow",
}

_TIMEOUT = "End with an error if a cell takes longer; a step that does so has failed."


@click.command(epilog="Example: nb2pipe verify churn.ipynb")
@notebook_argument
@click.option("--root", metavar="DIR", help="What relative paths mean; by default the notebook's folder.")
@click.option("--package", metavar="DIR", help="Compare with this export, as it is now, not with a fresh one.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help=_TIMEOUT)
@format_option("text", "json")
def verify(notebook: str, root: str | None, package: str | None, timeout: float | None, output: str) -> int:
    """Prove that the package computes what the notebook does, or show where it differs.

    Notebook and package run in fresh processes; every value is compared at the end of every step. Where the notebook
    seeds no random generator, both get the same numbers. If something differs, the notebook runs again, so that what
    is random in itself is told from a fault of the conversion. Exit status 0: equal; 1: not equal, or refused; 2: the
    notebook does not run.
    """
    from nb2pipe import service
    from nb2pipe.cli.progress import progress_shown
    from nb2pipe.service.verifying import verification_to_dict

    with failures_shown(output, also={"equivalent": False, "steps": []}), progress_shown() as progress:
        report = service.verify(notebook, package=package, root=root, timeout=timeout, progress=progress)
    if output == "json":
        print_json(verification_to_dict(report))
    else:
        _print_text(notebook, report)
    return int(not report.equivalent)


def _print_text(notebook: str, report: VerificationReport) -> None:
    rows = [(step.step, variable) for step in report.steps for variable in step.variables]
    step_width = max((len(step) for step, _ in rows), default=0)
    name_width = max((len(variable.name) for _, variable in rows), default=0)
    shown = ""
    for step, variable in rows:
        status = click.style(variable.status, fg=_COLORS[variable.status])
        label = step if step != shown else ""
        margin = " " * (step_width + name_width + 4)
        # A traceback goes on below.
        detail = f"  {variable.detail}".replace("\n", f"\n{margin}") if variable.detail else ""
        click.echo(f"{label:<{step_width}}  {variable.name:<{name_width}}  {status}{detail}")
        place = [f"cell {variable.cell}"] if variable.detail and variable.cell is not None else []
        because = [f"likely cause: {variable.cause}"] if variable.cause else []
        if place or because:
            click.echo(margin + "; ".join([*place, *because]))
        shown = step
    if report.pinned:
        click.echo(f"never seeded, so both got the same random numbers: {', '.join(report.pinned)}")
    for note in report.notes:
        click.echo(f"note: {note}")
    verdict = "equivalent" if report.equivalent else "NOT equivalent"
    steps = counted(len(report.steps), "step")
    equal = sum(variable.status == "equal" for _, variable in rows)
    click.echo(
        f"{notebook}: {verdict}: {equal} of {len(rows)} values equal at the end of {steps} "
        f"(notebook {report.notebook_seconds:.1f} s, package {report.pipeline_seconds:.1f} s)"
    )
