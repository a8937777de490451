"""Calls that write for whoever watches a run: to the screen or to a log, from where nobody takes a value."""

from __future__ import annotations

_LOG_METHODS = ("debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log")
_STREAMS = ("sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__")
_PROGRESS_BARS = ("tqdm", "tqdm.std", "tqdm.auto", "tqdm.notebook", "tqdm.autonotebook")

#: Calls that hand a record to all handlers.
LOG_CALLS = frozenset(f"{logger}.{method}" for logger in ("logging", "logging.getLogger()") for method in _LOG_METHODS)
#: Qualified names. A step goes on to print and to log, wherever it runs.
PRINTING_CALLS = frozenset({
    "builtins.print", "warnings.warn", "warnings.warn_explicit", "pprint.pprint", "pprint.pp", "rich.print",
    "rich.print_json",
    *LOG_CALLS,
    *(f"{stream}.{method}" for stream in _STREAMS for method in ("write", "writelines", "flush")),
    *(f"{module}.tqdm.write" for module in _PROGRESS_BARS),
})  # fmt: skip

#: Methods of frames that print what others give as a value.
PRINTING_METHODS = frozenset({"info"})

#: Methods by which pictures and tables of many libraries show themselves.
SHOWING_METHODS = frozenset({"show", "display"})
