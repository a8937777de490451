"""Which files the usual commands of a shell read and write, by their operands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operands:
    """How a command uses its operands: which it reads and which it writes, as slices of their list."""

    reads: slice | None = None
    writes: slice | None = None
    #: Options whose value is the next word, and no operand.
    valued: frozenset[str] = frozenset()
    #: Options whose value is a file or folder that is written.
    outputs: frozenset[str] = frozenset()


_ALL, _FIRST, _LAST, _BUT_FIRST, _BUT_LAST = slice(None), slice(1), slice(-1, None), slice(1, None), slice(-1)
_COUNTED = frozenset({"-n", "-c"})
_READS_ALL = Operands(reads=_ALL, valued=_COUNTED)
_READS_REST = Operands(reads=_BUT_FIRST, valued=frozenset({"-m", "-A", "-B", "-C", "-F", "-v"}))
_RUNS = Operands(reads=_FIRST)

#: Command -> its operands.
COMMANDS: dict[str, Operands] = {
    **dict.fromkeys(
        ("cat", "head", "tail", "wc", "uniq", "less", "more", "file", "stat", "diff", "cmp", "md5sum", "sha256sum"),
        _READS_ALL,
    ),
    **dict.fromkeys(("ls", "ll", "tree", "du"), Operands(reads=_ALL, valued=frozenset({"-I", "-L"}))),
    **dict.fromkeys(("grep", "egrep", "zgrep", "awk", "jq"), _READS_REST),
    "sort": Operands(reads=_ALL, valued=frozenset({"-k", "-t"}), outputs=frozenset({"-o"})),
    "cut": Operands(reads=_ALL, valued=frozenset({"-d", "-f", "-c"})),
    "sed": Operands(reads=_BUT_FIRST),
    "cp": Operands(reads=_BUT_LAST, writes=_LAST),
    "ln": Operands(reads=_BUT_LAST, writes=_LAST),
    "mv": Operands(reads=_BUT_LAST, writes=_ALL),
    **dict.fromkeys(("rm", "rmdir", "mkdir", "touch", "truncate"), Operands(writes=_ALL, valued=frozenset({"-s"}))),
    "chmod": Operands(writes=_BUT_FIRST),
    "tee": Operands(writes=_ALL),
    **dict.fromkeys(("python", "python3", "bash", "sh", "Rscript"), _RUNS),
    "zip": Operands(reads=_BUT_FIRST, writes=_FIRST),
    "curl": Operands(valued=frozenset({"-H", "-d", "-X", "-u"}), outputs=frozenset({"-o", "--output"})),
    **dict.fromkeys(
        ("echo", "printf", "pwd", "date", "which", "true", "sleep", "nvidia-smi", "free", "df"), Operands()
    ),
}
#: Commands that run programs, which may write any file.
RUNNERS = frozenset({"python", "python3", "bash", "sh", "Rscript", "sed"})
