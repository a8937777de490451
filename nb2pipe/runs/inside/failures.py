"""An exception of a step -> what the result file says about it, and a traceback that begins in the user's code."""

from __future__ import annotations

import os
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_LONGEST_MESSAGE = 4000


def failure(error: BaseException, package_folder: str) -> Mapping[str, Any]:
    """Type, message, and the frames that are in the package's own files, outermost first."""
    source = os.path.join(package_folder, "src") + os.sep
    frames = [
        {"file": os.path.relpath(frame.filename, package_folder), "line": frame.lineno, "function": frame.name}
        for frame in traceback.extract_tb(error.__traceback__)
        if os.path.abspath(frame.filename).startswith(source)
    ]
    message = f"the step called sys.exit({error.code!r})" if isinstance(error, SystemExit) else _message(error)
    return {"type": type(error).__name__, "message": message[:_LONGEST_MESSAGE], "frames": frames}


def print_failure(error: BaseException) -> None:
    """Print the traceback to stderr without the worker's own frames."""
    trace: TracebackType | None = error.__traceback__
    while trace is not None and os.path.abspath(trace.tb_frame.f_code.co_filename).startswith(_HERE):
        trace = trace.tb_next
    traceback.print_exception(type(error), error, trace)


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001  the exception's own code, which may raise anything
        return "(the exception can't be shown)"
