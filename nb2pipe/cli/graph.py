"""`nb2pipe graph`."""

from __future__ import annotations

import click

from nb2pipe.cli.options import format_option, notebook_argument, print_json
from nb2pipe.errors import UsageError


@click.command(epilog="Example: nb2pipe graph notebook.ipynb --slice model --format mermaid")
@notebook_argument
@format_option("text", "json", "mermaid", "dot", "svg", "html")
@click.option("--slice", "slice_target", metavar="CELL|NAME", help="Only what this cell or variable depends on.")
@click.option("--dependents", type=int, metavar="CELL", help="Only this cell and what uses its values.")
@click.option("--steps", is_flag=True, help="Steps instead of cells.")
def graph(notebook: str, output: str, slice_target: str | None, dependents: int | None, steps: bool) -> int:
    """Show which cell needs which, and why.

    `svg` and `html` need no other program; the page shows the code under the pointer and loads nothing.
    """
    from nb2pipe import service
    from nb2pipe.cli import diagrams
    from nb2pipe.cli.page import draw_html
    from nb2pipe.cli.picture import draw_svg

    if slice_target is not None and dependents is not None:
        raise UsageError("--slice and --dependents exclude each other; give one of them")
    view = service.graph(notebook, slice_of=slice_target, dependents_of=dependents, of_steps=steps)
    if output == "json":
        print_json(view.to_dict())
    else:
        draw = {
            "text": diagrams.draw_text,
            "mermaid": diagrams.draw_mermaid,
            "dot": diagrams.draw_dot,
            "svg": draw_svg,
            "html": draw_html,
        }[output]
        click.echo(draw(view))
    return 0
