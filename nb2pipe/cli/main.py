"""The `nb2pipe` command: its subcommands, and what errors look like."""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import io
import os
import sys
from collections.abc import Sequence

import click

from nb2pipe import __version__
from nb2pipe.cli.commands import CommandEntry, LazyGroup
from nb2pipe.errors import Nb2PipeError

_COMMANDS = {
    "check": CommandEntry("nb2pipe.cli.check:check", "Find what would break outside the notebook."),
    "fix": CommandEntry("nb2pipe.cli.fix:fix", "Repair what can be repaired safely."),
    "tag": CommandEntry("nb2pipe.cli.tag:tag", "Propose a pipeline step for each cell."),
    "graph": CommandEntry("nb2pipe.cli.graph:graph", "Show which cell needs which."),
    "export": CommandEntry("nb2pipe.cli.export:export", "Write the notebook as a Python package."),
    "sync": CommandEntry("nb2pipe.cli.sync:sync", "Bring edits of a package back into its notebook."),
    "verify": CommandEntry("nb2pipe.cli.verify:verify", "Prove that the package computes what the notebook does."),
    "run": CommandEntry("nb2pipe.cli.run:run", "Run a notebook's pipeline, or a package."),
}

_INTERRUPTED = 130


@click.group(
    cls=LazyGroup,
    entries=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: nb2pipe check notebook.ipynb",
)
@click.version_option(__version__, "-V", "--version", prog_name="nb2pipe")
def nb2pipe() -> None:
    """Turn a tagged notebook into a Python package that is proven to compute the same."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; `arguments` default to the process's own."""
    _open_closed_streams()
    _survive_any_terminal()
    # When the process ends, everything goes: the collector's last pass over all trees would find nothing.
    atexit.register(gc.freeze)
    try:
        status = nb2pipe.main(args=arguments, prog_name="nb2pipe", standalone_mode=False, color=_wanted_color())
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return 2
    except Nb2PipeError as error:
        click.echo(f"nb2pipe: {error}", err=True)
        return 2
    except BrokenPipeError:
        _silence_stdout()
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC or error.filename:
            raise
        _silence_stdout()
        click.echo(f"nb2pipe: cannot write the output: {error.strerror}", err=True)
        return 2
    return status if isinstance(status, int) else 0


def _wanted_color() -> bool | None:
    """No colors where NO_COLOR (no-color.org) is set; otherwise on terminals."""
    return False if os.environ.get("NO_COLOR") else None


def _open_closed_streams() -> None:
    """Let what would go to a closed stream (`2>&-`, some services) go nowhere, and not into a file opened later."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number is this one
    # A stream that is closed when Python starts is None, whatever its declared type says.
    streams: dict[str, object] = {"stdout": sys.stdout, "stderr": sys.stderr}
    for number, name in enumerate(("stdout", "stderr"), start=1):
        if streams[name] is None:
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))


def _survive_any_terminal() -> None:
    """Show what a terminal's encoding lacks as escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _silence_stdout() -> None:
    """The reader of our output has gone; keep the interpreter's last flush from complaining."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
