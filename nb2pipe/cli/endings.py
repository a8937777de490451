"""How a command ends that could not do its work: a refusal, an error, Ctrl-C."""

from __future__ import annotations

import contextlib
import errno
import logging
import signal
import threading
from collections.abc import Iterator, Mapping

import click

from nb2pipe.cli.findings import render_finding
from nb2pipe.cli.options import print_json
from nb2pipe.errors import Nb2PipeError, Refused, WorkspaceError

#: What systems answer where a disk, a quota or a limit is full.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOTHING_MORE: Mapping[str, object] = {}


@contextlib.contextmanager
def failures_shown(output: str, *, also: Mapping[str, object] = _NOTHING_MORE) -> Iterator[None]:
    """Print the findings of a refusal, as `check` does, and end the command with status 1.

    With `json`, other errors and Ctrl-C have a document as well, with the keys of `also`; their message for people
    and their exit status come from whoever called the command.
    """
    from nb2pipe.service.documents import error_to_dict, find_notebook, refusal_to_dict

    try:
        with _told_to_end_like_interrupted(), _system_failures_named():
            yield
    except Refused as refusal:
        if output == "json":
            print_json({**refusal_to_dict(refusal), **also})
        else:
            notebook = find_notebook(refusal.path)
            for finding in refusal.findings:
                click.echo(render_finding(finding, notebook))
        click.echo(f"nb2pipe: {refusal}; nothing was written", err=True)
        raise click.exceptions.Exit(1) from None
    except (Nb2PipeError, KeyboardInterrupt) as error:
        # A cell that was being run when we were interrupted is nothing to tell of.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        if output == "json":
            print_json({**error_to_dict(error), **also})
        raise


@contextlib.contextmanager
def _system_failures_named() -> Iterator[None]:
    """Say it if there is no room, wherever it was needed: the folder for temporary files has none either, often.

    The same for what no file can be called.
    """
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise WorkspaceError(f"{error.filename}: {error.strerror}") from error
        if error.errno not in _NO_ROOM:
            raise
        place = f"cannot write {error.filename}" if error.filename else "cannot write"
        raise WorkspaceError(f"{place}: {error.strerror}", options="make room, or name another TMPDIR") from error


@contextlib.contextmanager
def _told_to_end_like_interrupted() -> Iterator[None]:
    """End on SIGTERM as on Ctrl-C: with all processes that were started, and nothing left in temporary folders."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
