"""What is being done now, on a terminal only."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nb2pipe.model.runs import StepRecord


@contextlib.contextmanager
def progress_shown() -> Iterator[Callable[[str], None]]:
    """Yield a function that shows one line of progress on standard error; in a pipe it shows nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield status.update


class StepProgress:
    """Watches a run and shows which step it is at."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show

    def started(self, step: str) -> None:
        """A step has begun."""
        self._show(f"step {step}")

    def printed(self, step: str, text: str) -> None:
        """What a step prints is in its log."""

    def ended(self, record: StepRecord) -> None:
        """A step is over, or was skipped."""
        self._show(f"step {record.name} {record.state}")
