"""Arguments of a call, as they were evaluated."""

from __future__ import annotations

from collections.abc import Sequence

from nb2pipe.analysis.state.heap import NOTHING
from nb2pipe.analysis.state.objects import Value

#: An argument: its value, and its keyword (`None` for positional, `*` and `**` for unpacked ones).
Argument = tuple[Value, str | None]


def argument_at(arguments: Sequence[Argument], position: int, keywords: tuple[str, ...]) -> Value:
    """The positional argument, or the one that has one of the keywords."""
    positional = [value for value, keyword in arguments if keyword is None]
    if position < len(positional):
        return positional[position]
    return next((given for given, keyword in arguments if keyword in keywords), NOTHING)
