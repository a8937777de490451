"""What a magic or a shell line mentions: names of the notebook, and files that it reads."""

from __future__ import annotations

import re

import libcst as cst

from nb2pipe.syntax.free_names import free_names

#: Line and cell magics that run the Python behind them, with their options left out.
_RUNNERS = {"timeit", "memit", "mprun", "lprun", "prun", "time", "heat", "snakeviz", "pyinstrument"}
#: Of the options of these, the ones that have a value.
_OPTIONS = re.compile(r"\s*(?:-[nrtcpqofmTDlsi]*\s+\d+|-[fmsTD]\s+\S+|-[a-zA-Z]\d*)\s+")
_WORD = re.compile(r"""['"]([^'"]+)['"]|(\S+)""")
_SHOWING_FILES = ("cat", "head", "tail", "less", "more", "wc")


def names_in_magic(name: str, argument: str, body: str = "") -> frozenset[str]:
    """Names that a magic takes from the notebook."""
    if name in _RUNNERS:
        while match := _OPTIONS.match(argument):
            argument = argument[match.end() :]
        return names_in_python(f"{argument}\n{body}")
    if name in ("pinfo", "pinfo2", "pdoc", "psource", "pfile", "store", "pprint", "page"):
        return frozenset(re.findall(r"(?<![\w./-])[^\W\d]\w*(?![\w/])", argument))
    return names_in_shell(argument)


def names_in_shell(command: str) -> frozenset[str]:
    """Names that IPython fills into a shell line: `$name` and `{expression}`."""
    found = {match[1] for match in re.finditer(r"(?<![\\$])\$([^\W\d]\w*)", command)}
    for match in re.finditer(r"(?<!\{)\{([^{}]+)\}(?!\})", command):
        found |= names_in_python(match[1])
    return frozenset(found)


def names_in_python(source: str) -> frozenset[str]:
    """Names that code takes from the notebook; none if it is no Python."""
    try:
        free = free_names(cst.parse_module(source.strip() + "\n").body)
    except (cst.ParserSyntaxError, UnicodeError, RecursionError):
        return frozenset()
    return (free.early | free.late) - free.binds


def file_in_magic(name: str, argument: str) -> str:
    """The file that a magic runs or shows; empty where it names none."""
    words = [quoted or plain for quoted, plain in _WORD.findall(argument) if not plain.startswith("-")]
    if words and re.search(r"[{$]", words[0]):
        return ""
    if name in ("run", "load", "loadpy") and words:
        return words[0] if "." in words[0].rpartition("/")[2] else f"{words[0]}.py"
    return words[0] if name in ("cat", "less", "more", "pycat") and words else ""


def file_in_shell(command: str) -> str:
    """The file that a shell line shows or runs: the one that the first command of a pipe is given."""
    first = re.split(r"[|&;]", command)[0]
    words = first.replace("<", " < ").split()
    shows = len(words) > 1 and words[0] in (*_SHOWING_FILES, "python", "python3")
    last = words[-1].strip("'\"") if shows else ""
    return "" if last.startswith("-") or re.search(r"[>${}*]", command) or "<<" in command else last
