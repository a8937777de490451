"""Files that the commands of a shell line read and write."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import libcst as cst

from nb2pipe.analysis.knowledge.shell_commands import (
    COMMANDS,
    CURL,
    GIT,
    GZIP,
    RUNNERS,
    TAR,
    UNZIP,
    WGET,
    Operands,
)
from nb2pipe.analysis.outside.touched_files import file_effect, is_address
from nb2pipe.analysis.state.machine import Machine
from nb2pipe.analysis.values.texts import UNKNOWN
from nb2pipe.model.accesses import Via
from nb2pipe.model.effects import EffectKind

#: In a word, what the shell fills in; and what it makes a pattern of any number of files.
_FILLED_IN = frozenset("$`{}")
#: A variable of the environment in a command.
_ENVIRONMENT = re.compile(r"\$\{?([^\W\d]\w*)")
_OPEN = _FILLED_IN | frozenset("*?[")


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
    for name in sorted(set(_ENVIRONMENT.findall(command))):
        m.read_world(f"env:{name}", node, Via.OPTION)
    commands = None if command == UNKNOWN else _simple_commands(command)
    if commands is None:
        m.write_world("file:*", node, Via.FILE, replaces=False)
        return
    for words in commands:
        touched = _touched_by(words)
        for address in filter(is_address, words):
            m.effect(EffectKind.NETWORK, address, node)
        if touched.others:
            touched.reads += [word for word in words if f"file:{posixpath.normpath(word)}" in m.world.slots]
        for path in _paths(touched.reads):
            file_effect(m, node, EffectKind.READ_FILE, path)
        for path in _paths(touched.writes):
            file_effect(m, node, EffectKind.WRITE_FILE, path)
        for path in _paths(touched.appends):
            file_effect(m, node, EffectKind.WRITE_FILE, path, appends=True)
        written = touched.writes + touched.appends
        if touched.others or any(_OPEN.intersection(word) for word in written):
            m.write_world("file:*", node, Via.FILE, replaces=False)


def _paths(words: list[str]) -> Iterator[str]:
    """Those of the words that name files: no variables of the shell, no devices."""
    for word in dict.fromkeys(words):
        if word and not is_address(word) and not word.startswith("/dev/") and not _FILLED_IN.intersection(word):
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


@dataclass(slots=True)
class _Line:
    """The words behind a command: operands, options, and whether all options are known to name no file."""

    operands: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    letters: set[str] = field(default_factory=set)
    is_clear: bool = True


def _read(words: list[str], known: Operands) -> _Line:
    line = _Line()
    valued = known.valued | known.outputs
    pending = iter(words)
    for word in pending:
        if not word.startswith("-") or word == "-":
            line.operands.append(word)
        elif word.startswith("--"):
            option, equals, value = word.partition("=")
            if option in valued:
                line.values[option] = value if equals else next(pending, "")
            else:
                line.is_clear &= option in known.plain
        else:
            _read_letters(word, valued, pending, known, line)
    return line


def _read_letters(word: str, valued: frozenset[str], pending: Iterator[str], known: Operands, line: _Line) -> None:
    """`-qO name`, `-Oname`: letters, of which the last may have a value."""
    for at, letter in enumerate(word[1:], start=2):
        if f"-{letter}" in valued:
            line.values[f"-{letter}"] = word[at:] or next(pending, "")
            return
        line.letters.add(letter)
        line.is_clear &= f"-{letter}" in known.plain or letter.isdigit()


def _use_operands(name: str, words: list[str], touched: _Touched) -> None:
    known = COMMANDS[name]
    line = _read(words, known)
    is_code = name in RUNNERS and not line.letters.isdisjoint("cmi")
    touched.others = name in RUNNERS or (known.writes is not None and not line.is_clear)
    if known.reads is not None and not is_code:
        touched.reads += line.operands[known.reads]
    if known.writes is not None:
        touched.writes += line.operands[known.writes]
    touched.writes += [value for option, value in line.values.items() if option in known.outputs]


def _download(words: list[str], touched: _Touched) -> None:
    """`wget address`: the file has the last part of the address as its name."""
    line = _read(words, WGET)
    output = line.values.get("-O") or line.values.get("--output-document")
    folder = line.values.get("-P") or line.values.get("--directory-prefix") or ""
    touched.writes += [output] if output else [posixpath.join(folder, name) for name in _names(line.operands)]
    touched.writes = [path for path in touched.writes if path != "-"]
    touched.others = not line.is_clear


def _fetch(words: list[str], touched: _Touched) -> None:
    """`curl address`: shown, unless an option names a file for it, or gives it its own name."""
    line = _read(words, CURL)
    touched.writes += [line.values[option] for option in ("-o", "--output") if option in line.values]
    touched.writes += _names(line.operands) if "O" in line.letters else []
    touched.others = not line.is_clear


def _names(addresses: list[str]) -> list[str]:
    named = [posixpath.basename(word.partition("?")[0]) for word in addresses if is_address(word)]
    return [name for name in named if name]


def _unzip(words: list[str], touched: _Touched) -> None:
    line = _read(words, UNZIP)
    touched.reads += line.operands[:1]
    if "l" not in line.letters:
        touched.writes.append(line.values.get("-d") or ".")
    touched.others = not line.is_clear


def _tar(words: list[str], touched: _Touched) -> None:
    """`tar xzf archive -C folder` and `tar czf archive files`."""
    is_bare = bool(words) and not words[0].startswith("-")
    line = _read([f"-{words[0]}", *words[1:]] if is_bare else words, TAR)
    if "c" in line.letters:
        touched.writes += line.operands[:1]
        touched.reads += line.operands[1:]
    else:
        touched.reads += line.operands[:1]
        if "x" in line.letters:
            touched.writes.append(line.values.get("-C") or ".")
    touched.others = not line.is_clear


def _gzip(words: list[str], touched: _Touched) -> None:
    line = _read(words, GZIP)
    touched.reads += line.operands
    if line.letters.isdisjoint("cl"):
        unpacks = "d" in line.letters
        touched.writes += [path.removesuffix(".gz") if unpacks else f"{path}.gz" for path in line.operands]
    touched.others = not line.is_clear


def _gunzip(words: list[str], touched: _Touched) -> None:
    _gzip(["-d", *words], touched)


def _git(words: list[str], touched: _Touched) -> None:
    """`git clone address folder`."""
    line = _read(words, GIT)
    if line.operands[:1] == ["clone"] and len(line.operands) > 1:
        name = posixpath.basename(line.operands[1]).removesuffix(".git")
        touched.writes.append(line.operands[2] if len(line.operands) > 2 else name)
    touched.others = line.operands[:1] != ["clone"] or not line.is_clear


def _anywhere(_words: list[str], touched: _Touched) -> None:
    """`cd folder`: what follows works there."""
    touched.others = True


#: Commands whose files do not follow from the places of their operands.
_OWN_WAYS: dict[str, Callable[[list[str], _Touched], None]] = {
    "wget": _download, "curl": _fetch, "unzip": _unzip, "tar": _tar, "gzip": _gzip, "gunzip": _gunzip, "git": _git,
    "cd": _anywhere, "pushd": _anywhere,
}  # fmt: skip
