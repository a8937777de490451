"""A function's call -> its local variables at the moment it returned.

A frame that somebody still refers to keeps its variables. So all it takes is to catch the frame when it starts:
tracing is on for the first call only, and the function's body runs at full speed.
"""

from __future__ import annotations

import sys
from types import CodeType, FrameType, TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self


class FrameKeeper:
    """Context in which the first call of a code object leaves its frame behind."""

    def __init__(self, code: CodeType) -> None:
        self._code = code
        self._frame: FrameType | None = None
        self._tracer = sys.gettrace()

    def __enter__(self) -> Self:
        self._tracer = sys.gettrace()
        sys.settrace(self._keep_first)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._frame is None:
            sys.settrace(self._tracer)

    def keep(self, frame: FrameType) -> None:
        """Keep the frame of a coroutine, whose body has not started yet."""
        self._frame = frame

    def variables(self) -> dict[str, object]:
        """The function's variables as they are now: once it has returned, as they were then."""
        return {} if self._frame is None else dict(self._frame.f_locals)

    def _keep_first(self, frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG002
        if frame.f_code is self._code:
            self._frame = frame
            sys.settrace(self._tracer)
