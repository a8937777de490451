"""A click group that imports a command when it is called, so that help and start cost little."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass

import click


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """Where a command is and what the group's help says of it."""

    #: `module:attribute`.
    location: str
    summary: str


class LazyGroup(click.Group):
    """A group that knows its commands by their entries."""

    def __init__(self, *, entries: Mapping[str, CommandEntry], **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]  # click types each setting on its own
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """The commands in the order of the work, not of the alphabet."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        """Import one command."""
        if cmd_name not in self.entries:
            return None
        module, _, attribute = self.entries[cmd_name].location.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which ones are near."""
        if args and args[0] not in self.entries and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], self.entries, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(f"no command '{args[0]}'; known: {', '.join(self.entries)}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.entries.items()])
