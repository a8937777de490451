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


def notebooks_argument(command: Command) -> Command:
    """Add `NOTEBOOK...`."""
    return click.argument("notebooks", metavar="NOTEBOOK...", nargs=-1, required=True, type=NOTEBOOK)(command)


def rule_options(command: Command) -> Command:
    """Add `--select`, `--extend-select` and `--ignore`."""
    select = click.option(
        "--select",
        multiple=True,
        metavar="RULE",
        help="Apply only these rules: a code (NB101), a prefix (NB1), a name.",
    )
    extend = click.option(
        "--extend-select", "extend", multiple=True, metavar="RULE", help="Apply these too: some are off by default."
    )
    ignore = click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out.")
    return select(extend(ignore(command)))


def split_lists(values: tuple[str, ...]) -> tuple[str, ...]:
    """`--select NB1,NB2` is the same as giving it twice."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


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
