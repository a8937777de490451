"""Names and arguments -> a call as a person would lay it out in a notebook, which no formatter sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_WIDTH = 88


def assignment_of_call(targets: Sequence[str], function: str, arguments: Mapping[str, str]) -> str:
    """`a, b = f(x=x)`, broken into lines where it would be too long."""
    passed = [f"{name}={value}" for name, value in arguments.items()]
    left = ", ".join(targets)
    start = f"{left} = " if targets else ""
    whole = f"{start}{function}({', '.join(passed)})"
    if len(whole) <= _WIDTH:
        return whole
    if len(start) + len(function) >= _WIDTH:
        start = "(\n" + "".join(f"    {name},\n" for name in targets) + ") = "
    broken = "(\n" + "".join(f"    {each},\n" for each in passed) + ")" if passed else "()"
    return f"{start}{function}{broken}"
