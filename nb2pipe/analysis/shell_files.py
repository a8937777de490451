"""Files that the commands of a shell line read and write."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import libcst as cst

from nb2pipe.analysis.knowledge.shell_commands import COMMANDS, RUNNERS
from nb2pipe.analysis.machine import Machine
from nb2pipe.analysis.touched_files import UNKNOWN, file_effect, is_address
from nb2pipe.model.analysis import EffectKind, Via


@dataclass(slots=True)
class _Touched:
    """Files that one simple command touches."""

    reads: list[str] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)
    appends: list[str] = field(default_factory=list)
    #: It may read and write others as well.
    others: bool = False


def shell_files(m: Machine, node: cst.CSTNode, command: str) -> None:
    """Note the files that a shell line reads and writes."""
    commands = None if command == UNKNOWN else _simple_commands(command)
    if commands is None:
        m.write_world("file:*", node, Via.FILE, replaces=False)
        return
    for words in commands:
        touched = _touched_by(words)
        if touched.others:
            touched.reads += [word for word in words if f"file:{posixpath.normpath(word)}" in m.world.slots]
        for path in _paths(touched.reads):
            file_effect(m, node, EffectKind.READ_FILE, path)
        for path in _paths(touched.writes):
            file_effect(m, node, EffectKind.WRITE_FILE, path)
        for path in _paths(touched.appends):
            file_effect(m, node, EffectKind.WRITE_FILE, path, appends=True)
        if touched.others and not touched.writes + touched.appends:
            m.write_world("file:*", node, Via.FILE, replaces=False)


def _paths(words: list[str]) -> Iterator[str]:
    """Those of the words that name files: no variables of the shell, no devices."""
    for word in dict.fromkeys(words):
        if word and not is_address(word) and not word.startswith("/dev/") and not set(word) & set("$`{}"):
            yield word


def _simple_commands(line: str) -> list[list[str]] | None:
    """The words of each command of the line; None where quotes do not match."""
    lexer = shlex.shlex(line.replace("\\\n", " ").replace("\n", " ; "), posix=True, punctuation_chars=True)
    lexer.commenters = ""
    lexer.whitespace_split = True
    commands: list[list[str]] = [[]]
    try:
        for word in lexer:
            if set(word) <= set("|&;()"):
                commands.append([])
            else:
                commands[-1].append(word)
    except ValueError:
        return None
    return [words for words in commands if words]


def _touched_by(words: list[str]) -> _Touched:
    """What a command does, by its name and words."""
    touched = _Touched()
    words = _without_redirections(words, touched)
    while words and (words[0] in ("sudo", "time", "nohup", "env") or "=" in words[0]):
        words = words[1:]
    if not words:
        return touched
    name = posixpath.basename(words[0])
    if name in ("bash", "sh") and words[1:2] == ["-c"] and len(words) > 2:
        return _joined([_touched_by(inner) for inner in _simple_commands(words[2]) or [["?"]]])
    if name in _OWN_WAYS:
        _OWN_WAYS[name](words[1:], touched)
    elif name in COMMANDS:
        _use_operands(name, words[1:], touched)
    else:
        touched.others = True
    return touched


def _joined(parts: list[_Touched]) -> _Touched:
    whole = _Touched()
    for part in parts:
        whole.reads += part.reads
        whole.writes += part.writes
        whole.appends += part.appends
        whole.others |= part.others
    return whole


def _without_redirections(words: list[str], touched: _Touched) -> list[str]:
    """The words without `> file` and the like, which are noted."""
    kept: list[str] = []
    pending = iter(words)
    for word in pending:
        if set(word) <= set("<>") or word in (">&", "&>"):
            path = next(pending, "")
            places = {"<": touched.reads, ">": touched.writes, "&>": touched.writes, ">>": touched.appends}
            if word in places:
                places[word].append(path)
            if kept and kept[-1] in ("1", "2"):
                kept.pop()
        else:
            kept.append(word)
    return kept


def _options(words: list[str], valued: frozenset[str]) -> tuple[list[str], dict[str, str]]:
    """The operands, and the values of options that have one."""
    operands: list[str] = []
    values: dict[str, str] = {}
    pending = iter(words)
    for word in pending:
        option, equals, value = word.partition("=")
        if word in valued:
            values[word] = next(pending, "")
        elif equals and option in valued:
            values[option] = value
        elif not word.startswith("-"):
            operands.append(word)
    return operands, values


def _use_operands(name: str, words: list[str], touched: _Touched) -> None:
    known = COMMANDS[name]
    operands, values = _options(words, known.valued | known.outputs)
    is_code = name in RUNNERS and any(word in ("-c", "-m", "-i") for word in words)
    touched.others = name in RUNNERS
    if known.reads is not None and not is_code:
        touched.reads += operands[known.reads]
    if known.writes is not None:
        touched.writes += operands[known.writes]
    touched.writes += [value for option, value in values.items() if option in known.outputs]


def _download(words: list[str], touched: _Touched) -> None:
    """`wget address`: the file has the last part of the address as its name."""
    operands, values = _options(words, frozenset({"-O", "--output-document", "-P", "--directory-prefix", "-o"}))
    output = values.get("-O") or values.get("--output-document")
    folder = values.get("-P") or values.get("--directory-prefix") or ""
    named = [posixpath.basename(word.partition("?")[0]) for word in operands if is_address(word)]
    touched.writes += [output] if output else [posixpath.join(folder, name) for name in named if name]
    touched.writes = [path for path in touched.writes if path != "-"]


def _unzip(words: list[str], touched: _Touched) -> None:
    operands, values = _options(words, frozenset({"-d"}))
    touched.reads += operands[:1]
    if not any(word.startswith("-") and "l" in word for word in words):
        touched.writes.append(values.get("-d") or ".")


def _tar(words: list[str], touched: _Touched) -> None:
    """`tar xzf archive -C folder` and `tar czf archive files`."""
    operands, values = _options(words, frozenset({"-C"}))
    is_bare = bool(words) and not words[0].startswith("-")
    letters = "".join(words[:1] if is_bare else [word for word in words if word.startswith("-") and word[1:2] != "-"])
    named = operands[1:] if is_bare else operands
    if "c" in letters:
        touched.writes += named[:1]
        touched.reads += named[1:]
    else:
        touched.reads += named[:1]
        if "x" in letters:
            touched.writes.append(values.get("-C") or ".")


def _gzip(words: list[str], touched: _Touched) -> None:
    operands, _ = _options(words, frozenset())
    touched.reads += operands
    if not any(word in ("-c", "-l", "--stdout") for word in words):
        unpacks = any(word in ("-d", "--decompress") for word in words)
        touched.writes += [path.removesuffix(".gz") if unpacks else f"{path}.gz" for path in operands]


def _gunzip(words: list[str], touched: _Touched) -> None:
    _gzip(["-d", *words], touched)


def _git(words: list[str], touched: _Touched) -> None:
    """`git clone address folder`."""
    operands, _ = _options(words, frozenset({"--depth", "-b", "--branch"}))
    if operands[:1] == ["clone"] and len(operands) > 1:
        touched.writes.append(
            operands[2] if len(operands) > 2 else posixpath.basename(operands[1]).removesuffix(".git")
        )
    else:
        touched.others = True


#: Commands whose files do not follow from the places of their operands.
_OWN_WAYS: dict[str, Callable[[list[str], _Touched], None]] = {
    "wget": _download, "unzip": _unzip, "tar": _tar, "gzip": _gzip, "gunzip": _gunzip, "git": _git,
}  # fmt: skip
