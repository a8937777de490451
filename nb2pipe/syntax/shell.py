"""Shell lines: which of them only show something, and how IPython's interpolation is written in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import partial

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


_FIELD = re.compile(r"(?<!\{)\{([^{}]+)\}(?!\})")
#: As in IPython's `DollarFormatter`: not between single quotes.
_DOLLAR = re.compile(r"\$(\$?[^\W\d]\w*(?:\.\w+)*)(?=(?:[^']*'[^']*')*[^']*$)")


_MAGIC_LINE = re.compile(r"^\s*[%!].*$", re.MULTILINE)


def shell_variables(sources: Iterable[str]) -> frozenset[str]:
    """Names behind a `$` that some cell binds, as far as its text shows: the others are the shell's own."""
    texts = list(sources)
    asked = {found[1].partition(".")[0] for text in texts if "$" in text for found in _DOLLAR.finditer(text)}
    code = [_MAGIC_LINE.sub("", text) for text in texts] if asked else []
    return frozenset(name for name in asked if any(_binds(name, text) for text in code))


def _binds(name: str, text: str) -> bool:
    word = rf"(?<![\w.$]){re.escape(name)}(?!\w)"
    pattern = rf"{word}\s*(?:,[^=\n]*)?(?::[^=\n]*)?=(?!=)|\b(?:as|for|import|def|class)\s+{word}|{word}\s*:="
    return re.search(pattern, text) is not None


def shell_literal(command: str, variables: frozenset[str]) -> str:
    """The command as a Python literal; `{expression}` and `$name` of the notebook make it an f-string.

    As IPython does, all braces are left alone where one of them holds no expression.
    """
    if not all(_is_expression(field[1]) for field in _FIELD.finditer(command)):
        return repr(command)
    filled = _DOLLAR.sub(partial(_dollar_field, variables), command)
    if not _FIELD.search(filled):
        return repr(filled.replace("{{", "{").replace("}}", "}"))
    return "f" + repr(filled)


def _dollar_field(variables: frozenset[str], found: re.Match[str]) -> str:
    name = found[1]
    if name.startswith("$"):
        return name
    return "{" + name + "}" if name.partition(".")[0] in variables else found[0]


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return False
    return True
