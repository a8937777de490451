"""Options that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])

#: `-` is standard input; whether the file exists is said by the reader, once and clearly.
NOTEBOOK = click.Path(allow_dash=True)


def notebook_argument(command: Command) -> Command:
    """Add `NOTEBOOK`."""
    return click.argument("notebook", type=NOTEBOOK)(command)


def format_option(*choices: str) -> Callable[[Command], Command]:
    """Add `--format`, the first choice being the default."""
    return click.option(
        "--format",
        "output",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="Form of the output.",
    )


def print_json(document: Mapping[str, object]) -> None:
    """Print a document, in ASCII so that every pipe can carry it."""
    click.echo(json.dumps(document, indent=2))
