"""Shell lines: which of them only show something, and how IPython's interpolation is written in Python."""

from __future__ import annotations

import re

_SHOWING_COMMANDS = {
    "ls", "ll", "cat", "head", "tail", "wc", "pwd", "echo", "printf", "which", "whoami", "date", "uname", "df", "du",
    "free", "nvidia-smi", "lscpu", "nproc", "file", "stat", "tree", "grep", "ps", "top", "env", "hostname",
}  # fmt: skip
_VERSION_QUERY = re.compile(
    r"\s*(?:python3?|pip3?|java|git|node|npm|jupyter|conda)\s+(?:-V|--version|list|freeze|show\b.*)\s*$"
)


def shell_only_shows(command: str) -> bool:
    """Whether a command line leaves every file and value as it was."""
    if re.search(r"[>]|\btee\b|\bxargs\b|-delete|-exec", command):
        return False
    if _VERSION_QUERY.match(command):
        return True
    parts = re.split(r"\||&&|;|\|\|", command)
    return all(part.split()[:1] and part.split()[0] in _SHOWING_COMMANDS for part in parts)


def mentions_shell_variable(command: str) -> bool:
    """Whether a `$name` may be a variable of the notebook, which IPython would fill in if it exists."""
    return any(match[1].islower() for match in re.finditer(r"(?<!\\)\$(\w+)", command))


def shell_literal(command: str) -> str:
    """The command as a Python literal; `{name}` of the notebook makes it an f-string."""
    if not re.search(r"(?<!\{)\{[^{}]+\}(?!\})", command):
        return repr(command.replace("{{", "{").replace("}}", "}"))
    return "f" + repr(command)
